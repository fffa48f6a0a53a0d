"""Files for QGIS: the style, the metadata, and a project with its GeoPackage."""
