"""Draw a CSV table with a peer, as its documentation shows: `peers.py PEER acled|ucdp table.csv page.html`.

Runs in the peers' own environment, so it imports nothing of ours. `pandas.read_csv` reads the whole table; what a card
of ours shows goes into the page.
"""

import sys

import geopandas
import pandas as pd

SHOWN = {
    "acled": [
        "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2",
        "assoc_actor_2", "country", "admin1", "admin2", "location", "fatalities", "source", "notes",
    ],
    "ucdp": [
        "id", "date_start", "date_end", "type_of_violence", "side_a", "side_b", "country", "adm_1", "adm_2",
        "where_coordinates", "best", "low", "high", "source_article", "source_headline",
    ],
}  # fmt: skip


def geojson(events, shown, target):
    import folium

    page = folium.Map([14, 2], zoom_start=5, prefer_canvas=True)
    dot, popup = folium.CircleMarker(radius=4), folium.GeoJsonPopup(shown)
    folium.GeoJson(events, name="events", marker=dot, popup=popup).add_to(page)
    folium.LayerControl().add_to(page)
    page.save(target)


def lonboard(events, _shown, target):
    from lonboard import Map, ScatterplotLayer

    Map(ScatterplotLayer.from_geopandas(events, get_fill_color=[170, 0, 0], radius_min_pixels=3)).to_html(target)


PEERS = {"folium GeoJson": geojson, "lonboard": lonboard}

if __name__ == "__main__":
    peer, kind, source, target = sys.argv[1:]
    table = pd.read_csv(source)
    points = geopandas.points_from_xy(table.longitude, table.latitude)
    PEERS[peer](geopandas.GeoDataFrame(table[SHOWN[kind]], geometry=points, crs=4326), SHOWN[kind], target)
