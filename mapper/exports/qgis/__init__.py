"""What QGIS reads beside the data: the style, the metadata, and a project over a GeoPackage."""
