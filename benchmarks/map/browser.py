"""Open a map page in headless Chromium and time it: first complete paint, toggle, pan, memory of the page's process."""

import io
import re
import statistics
import subprocess
import tarfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WITHOUT_GPU = ["--disable-gpu"]
SOFTWARE_WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
INTEGRITY = re.compile(rb' integrity=\\?"[^"]*"')
"""The scripts from npm are not to the byte those of the addresses."""
PACKAGES = {
    "code.jquery.com/jquery-3.7.1.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "cdnjs.cloudflare.com/ajax/libs/require.js/2.3.4/require.min.js": ("requirejs@2.3.4", "require.js"),
    "cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.js": (
        "leaflet.awesome-markers@2.0.5", "dist/leaflet.awesome-markers.js"),
    "cdnjs.cloudflare.com/ajax/libs/leaflet.markercluster/1.1.0/leaflet.markercluster.js": (
        "leaflet.markercluster@1.1.0", "dist/leaflet.markercluster.js"),
}  # fmt: skip
JSDELIVR = re.compile(r"https://cdn\.jsdelivr\.net/npm/((?:@[^/]+/)?[^/@]+@?[^/]*)/(.+)")
KINDS = {"js": "text/javascript", "css": "text/css", "wasm": "application/wasm"}

OPENINGS, LONG_ENOUGH = 5, 20
"""A page is opened so many times, or until that took so many seconds, and once more; the median counts."""

EMPTY = 15_000
"""Bytes of a screenshot with nothing but controls, at most."""

PAINTED = """new Promise(done => {
  const next = then => requestAnimationFrame(() => setTimeout(then));
  next(() => next(done));
})"""
FIND = """const found = pattern => window[Object.keys(window).find(key => pattern.test(key))];
  const map = window.mapperView ? Object.values(mapperView.layers.actor)[0]._map : found(/^map_[0-9a-f]+$/);"""
PAN = f"""async () => {{
  {FIND}
  const start = performance.now();
  map.panBy([window.__way = -(window.__way || 260), 60], {{animate: false}});
  await {PAINTED};
  return performance.now() - start;
}}"""
TOGGLE = f"""async () => {{
  {FIND}
  const start = performance.now();
  if (window.mapperView) {{
    window.__at = ((window.__at || 0) + 1) % 3;
    const actors = Object.keys(mapperView.layers.actor).slice(0, 3);
    const states = [{{actors}}, {{months: ["2024-06", "2025-06"]}}, {{from: "2020-01-01", to: "2022-05-05"}}];
    await mapperView.setState(states[window.__at]);
    return performance.now() - start;
  }}
  const layer = found(/^(geo_json|feature_group|fast_marker_cluster)_[0-9a-f]+$/);
  map.removeLayer(layer);
  map.addLayer(layer);
  await {PAINTED};
  return (performance.now() - start) / 2;
}}"""


class Cdn:
    """Files of npm packages, from disk, in place of the addresses that the peers' pages load them from."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.archives = {}

    def answer(self, route):
        address = unquote(route.request.url)
        package, path = PACKAGES.get(address.removeprefix("https://"), (None, None))
        if package is None and (found := JSDELIVR.match(address)):
            package, path = found.groups()
        body = self.file(package, path) if package else None
        if body is None:
            route.abort() if route.request.resource_type in {"image", "font"} else route.fulfill(body="")
        else:
            route.fulfill(
                body=body,
                content_type=KINDS.get(path.rsplit(".", 1)[-1], "text/plain"),
                headers={"access-control-allow-origin": "*"},
            )

    def file(self, package, path):
        if package not in self.archives:
            done = subprocess.run(
                ["npm", "pack", package, "--silent"], cwd=self.folder, capture_output=True, text=True, check=False
            )
            self.archives[package] = self.folder / done.stdout.split()[-1] if done.returncode == 0 else None
        if self.archives[package] is None:
            return None
        with tarfile.open(fileobj=io.BytesIO(self.archives[package].read_bytes())) as archive:
            names = {name.split("/", 1)[1]: name for name in archive.getnames() if "/" in name}
            wanted = next((name for name in (path, f"{path}.js", path.replace(".min.", ".")) if name in names), None)
            return archive.extractfile(names[wanted]).read() if wanted else None


def first_paint(page, peer):
    if peer == "ours":
        page.evaluate("mapperView.ready")
        return page.evaluate("performance.getEntriesByName('mapper:ready')[0].startTime")
    if peer != "lonboard":
        return page.evaluate(f"{PAINTED}.then(() => performance.now())")
    begun, before = time.perf_counter(), b""  # of WebGL only the picture tells: two alike, and not empty
    while time.perf_counter() - begun < 150:
        now = page.screenshot()
        if now == before and len(now) > EMPTY:
            return page.evaluate("performance.now()") - 100
        before = now
        page.wait_for_timeout(100)
    raise TimeoutError("nothing was drawn in 150 s")


def memory(browser):
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [
        int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{p['id']}/status").read_text())[1])
        for p in processes
        if p["type"] == "renderer"
    ]
    return max(sizes) / 1024


def measure(playwright, file, peer, cdn, chromium):
    """Milliseconds and megabytes of one page: open, toggle, pan (medians of up to five), memory."""
    try:
        open_once(
            playwright, file, peer, cdn, chromium
        )  # npm is asked for what it needs, and the disk: not the page's time
        times, begun = [], time.perf_counter()
        while len(times) < OPENINGS and (not times or time.perf_counter() - begun < LONG_ENOUGH):
            times.append(open_once(playwright, file, peer, cdn, chromium))
        with opened(playwright, file, peer, cdn, chromium) as (browser, page):
            found = {"open": statistics.median([*times, first_paint(page, peer)]), "memory": memory(browser)}
            if peer != "lonboard":
                for name, script in (("pan", PAN), ("toggle", TOGGLE)):
                    found[name] = statistics.median(page.evaluate(script) for _ in range(5))
            return found
    except Exception as error:  # noqa: BLE001 - a peer that gives up is a result
        return {"failed": str(error).split("\n")[0][:80]}


def open_once(playwright, file, peer, cdn, chromium):
    """Milliseconds to the first complete paint, in a browser of its own."""
    with opened(playwright, file, peer, cdn, chromium) as (_, page):
        return first_paint(page, peer)


@contextmanager
def opened(playwright, file, peer, cdn, chromium):
    extra = SOFTWARE_WEBGL if peer == "lonboard" else WITHOUT_GPU
    if peer == "lonboard":
        Path(file).write_bytes(INTEGRITY.sub(b"", Path(file).read_bytes()))
    browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *extra])
    try:
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(150_000)
        page.route(re.compile("^https?://"), cdn.answer)
        page.goto(Path(file).resolve().as_uri(), timeout=150_000)
        yield browser, page
    finally:
        browser.close()
