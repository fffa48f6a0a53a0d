"""The map as a `folium.Map`: the page of the program, and layers that a user puts on it."""

import re

import folium
import pytest
from folium import plugins
from playwright.sync_api import expect

import mapper
from tests.browser.pages import Opened, open_map

pytestmark = pytest.mark.browser

JQUERY = """
window.$ = html => {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  return [holder.firstElementChild];
};
"""
"""All that folium asks of jQuery for a popup."""


@pytest.fixture(scope="module")
def seeds(seeds_dir):
    return mapper.read(seeds_dir)


def test_the_program_writes_what_to_map_returns(seeds, seeds_map):
    drawn = mapper.to_map(seeds)
    assert type(drawn) is folium.Map
    page = seeds_map.read_text(encoding="utf-8")
    assert drawn.get_root().render() == page
    assert drawn.get_root().render() == page, "a second rendering changes nothing"
    assert mapper.map_html(seeds) == page


def test_data_stands_before_the_scripts_and_texts_after_them(seeds_map):
    page = seeds_map.read_text(encoding="utf-8")
    order = [page.index(f'id="mapper-{name}"') for name in ("header", "core")]
    order += [found.start() for found in re.finditer("<script>", page)]
    order += [page.index(f'id="mapper-{name}"') for name in ("names", "text", "words", "plain")]
    assert order == sorted(order)
    assert "<script src" not in page
    assert "<link" not in page


def test_folium_saves_the_strict_page_too(chromium, seeds, tmp_path):
    mapper.to_map(seeds, title="Mali {{ 6 * 7 }} <b>").save(tmp_path / "map.html")
    opened = open_map(chromium, tmp_path / "map.html")
    expect(opened.page.locator("h1")).to_have_text("Mali {{ 6 * 7 }} <b>")
    assert opened.page.title() == "Mali {{ 6 * 7 }} <b>"
    assert opened.page.evaluate("__violations") == []
    assert opened.errors == []


@pytest.fixture
def extended(seeds, tmp_path):
    """A map with three layers of a user's own and a control for them."""
    drawn = mapper.to_map(seeds)
    group = folium.FeatureGroup(name="Mine").add_to(drawn)
    folium.Marker([16.27, -0.04], tooltip="Gao", popup="<b>Gao</b> popup").add_to(group)
    folium.CircleMarker([18.44, 1.41], radius=9).add_to(group)
    square = {"type": "Polygon", "coordinates": [[[0, 15], [2, 15], [2, 17], [0, 17], [0, 15]]]}
    folium.GeoJson({"type": "Feature", "properties": {}, "geometry": square}, name="Square").add_to(drawn)
    folium.LayerControl(collapsed=False).add_to(drawn)
    page = drawn.get_root()
    assert isinstance(page, folium.Figure)
    page.html.add_child(folium.Element("<p id='mine'>My own words</p>"))
    drawn.save(tmp_path / "map.html")
    return tmp_path / "map.html"


def opened_with_libraries(chromium, file, scripts=""):
    """Open a page that loads folium's libraries, of which only jQuery's part is there, and those of plugins."""
    page = chromium.new_context().new_page()
    opened = Opened(page)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.route("https://**", lambda route: route.fulfill(body="", content_type="text/css"))
    page.route("https://**.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.route("https://code.jquery.com/**", lambda route: route.fulfill(body=JQUERY, content_type="text/javascript"))
    for script in PLUGIN_SCRIPTS if scripts else ():
        page.route(
            f"https://**/{script}", lambda route: route.fulfill(body=f"{{{scripts}}}", content_type="text/javascript")
        )
    page.goto(file.as_uri())
    page.evaluate("mapperView.ready")
    return opened


def test_layers_of_ones_own_are_on_the_map(chromium, extended, seeds_events):
    opened = opened_with_libraries(chromium, extended)
    page = opened.page
    assert page.evaluate("mapperView.total()") == len(seeds_events)
    assert page.locator(".leaflet-control-layers-overlays label").all_inner_texts() == ["Mine", "Square"]
    marker = page.locator(".leaflet-marker-icon")
    expect(marker).to_have_attribute("src", re.compile("^data:image/png"))
    marker.dispatch_event("click")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("Gao popup")
    expect(page.locator("#mine")).to_have_text("My own words")
    assert opened.errors == []


PLUGINS = """
if (!window.L || !window.$) throw new Error("a plugin stands before what it needs");
const layer = L.Layer.extend({
  // As the real ones do: a heat map reads the pixels of its canvas, a cluster looks where the map looks.
  initialize(options) { L.setOptions(this, options && !Array.isArray(options) ? options : {}); },
  onAdd(map) {
    const {x, y} = map.getSize();
    if (!x || !y) throw new Error("a map without a size");
    map.latLngToContainerPoint(map.getCenter());
  },
  onRemove() {},
});
const control = L.Control.extend({ onAdd(map) { map.getSize(); return document.createElement("div"); } });
L.heatLayer = points => new layer(points);
L.markerClusterGroup = options => L.featureGroup([], options);
L.Control.Measure = control;
L.Control.Draw = control;
// A small map looks at once where the map looks.
L.Control.MiniMap = control.extend({ onAdd(map) { map.getCenter(); return document.createElement("div"); } });
L.Draw = { Event: { CREATED: "draw:created" } };
L.Control.TimeDimensionCustom = L.Control.TimeDimension = control;
L.TimeDimension = { Layer: { GeoJson: layer } };
L.timeDimension = Object.assign(() => ({}), { layer: { geoJson: () => new layer() } });
const any = new Proxy(() => {}, {get: (_, key) => (key === Symbol.toPrimitive ? () => 0 : any), apply: () => any});
window.d3 = any;
"""
"""What the layers below ask of their own scripts."""
PLUGIN_SCRIPTS = (
    "leaflet_heat.min.js",
    "leaflet.markercluster.js",
    "leaflet-measure.min.js",
    "leaflet.draw.js",
    "Control.MiniMap.js",
    "leaflet.timedimension.min.js",
    "d3.min.js",
)


def ten_layers(drawn):
    """Put folium's ten commonest layers on a map, and one that asks at once where the map looks."""
    squares = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": name, "properties": {"name": name}, "geometry": {
                "type": "Polygon", "coordinates": [[[x, 15], [x + 2, 15], [x + 2, 17], [x, 17], [x, 15]]],
            }}
            for name, x in (("west", 0), ("east", 3))
        ],
    }  # fmt: skip
    times = {"times": ["2024-01-01", "2024-02-01"]}
    line = {"type": "LineString", "coordinates": [[0, 15], [1, 16]]}
    track = {"type": "Feature", "properties": times, "geometry": line}
    folium.Marker([16.27, -0.04], tooltip="Gao", popup="<b>Gao</b> popup").add_to(drawn)
    folium.GeoJson(squares, name="Squares", tooltip=folium.GeoJsonTooltip(["name"])).add_to(drawn)
    folium.Choropleth(squares, {"west": 1, "east": 2}, key_on="feature.id", name="Shades").add_to(drawn)
    plugins.HeatMap([[16, 0], [17, 1]], name="Heat").add_to(drawn)
    folium.Marker([14, -4], popup="one").add_to(plugins.MarkerCluster(name="Cluster").add_to(drawn))
    plugins.MeasureControl().add_to(drawn)
    plugins.Draw().add_to(drawn)
    plugins.MiniMap().add_to(drawn)
    plugins.TimestampedGeoJson({"type": "FeatureCollection", "features": [track]}, period="P1M").add_to(drawn)
    folium.LayerControl(collapsed=False).add_to(drawn)


def test_foliums_ten_commonest_layers_work_on_the_map(chromium, seeds, seeds_events, tmp_path):
    drawn = mapper.to_map(seeds, title="Ten layers")
    ten_layers(drawn)
    drawn.save(tmp_path / "map.html")
    opened = opened_with_libraries(chromium, tmp_path / "map.html", scripts=PLUGINS)
    page = opened.page
    assert opened.errors == []
    assert page.title() == "Ten layers"
    assert page.evaluate("mapperView.total()") == len(seeds_events)
    names = page.locator(".leaflet-control-layers-overlays label").all_inner_texts()
    assert {"Squares", "Shades", "Heat", "Cluster"} <= {name.strip() for name in names}


def test_a_map_with_layers_of_ones_own_has_their_libraries_and_no_policy(extended):
    page = extended.read_text(encoding="utf-8")
    assert "Content-Security-Policy" not in page
    assert "jquery" in page
    assert "leaflet.js" not in page
    assert page.index("mapperViewer") < page.index("<script src")
