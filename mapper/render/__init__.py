"""Draw a dossier: as one offline HTML file, or as a layer of a `folium.Map`."""
