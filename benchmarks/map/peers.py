"""Write one map page with one of the peers, as its documentation shows: `peers.py PEER events.parquet page.html`.

Each draws a dot for every event, coloured alike, with the notes at hand in a popup or tooltip.
"""

import sys

import pandas as pd
import pyarrow.parquet as pq

CENTRE = {"location": [14, 2], "zoom_start": 5, "prefer_canvas": True}


def geo(table):
    import geopandas

    dates = table.assign(event_date=table["event_date"].astype(str))
    return geopandas.GeoDataFrame(dates, geometry=geopandas.points_from_xy(table.longitude, table.latitude), crs=4326)


def circle_marker(table, target):
    import folium

    page = folium.Map(**CENTRE)
    group = folium.FeatureGroup(name="events").add_to(page)
    for row in table.itertuples(index=False):
        folium.CircleMarker([row.latitude, row.longitude], radius=4, popup=row.notes).add_to(group)
    folium.LayerControl().add_to(page)
    page.save(target)


def geojson(table, target):
    import folium

    page = folium.Map(**CENTRE)
    dot = folium.CircleMarker(radius=4)
    popup = folium.GeoJsonPopup(["event_id", "event_date", "place", "actor1", "actor2", "notes"])
    folium.GeoJson(geo(table), name="events", marker=dot, popup=popup).add_to(page)
    folium.LayerControl().add_to(page)
    page.save(target)


def fast_marker_cluster(table, target):
    import folium
    from folium.plugins import FastMarkerCluster

    page = folium.Map(**CENTRE)
    FastMarkerCluster(table[["latitude", "longitude", "notes"]].to_numpy().tolist(), name="events").add_to(page)
    folium.LayerControl().add_to(page)
    page.save(target)


def explore(table, target):
    geo(table).explore(
        tooltip=["event_id", "event_date", "place", "actor1", "actor2", "notes"], prefer_canvas=True
    ).save(target)


def lonboard(table, target):
    from lonboard import Map, ScatterplotLayer

    Map(ScatterplotLayer.from_geopandas(geo(table), get_fill_color=[170, 0, 0], radius_min_pixels=3)).to_html(target)


PEERS = {
    "folium CircleMarker": circle_marker, "folium GeoJson": geojson, "folium FastMarkerCluster": fast_marker_cluster,
    "geopandas explore": explore, "lonboard": lonboard,
    "lonboard, no notes": lonboard,
}  # fmt: skip

if __name__ == "__main__":
    peer, source, target = sys.argv[1:]
    wanted = [name for name in pq.read_schema(source).names if name != "notes" or not peer.endswith("no notes")]
    PEERS[peer](pd.read_parquet(source, columns=wanted), target)
