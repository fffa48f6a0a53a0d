"use strict";
// What is decided lives in this page alone: it writes the commands that do it, and nothing else.
(() => {
  const rows = [...document.querySelectorAll("article[data-draft]")];
  const commands = document.querySelector("#commands");
  const dossier = commands.dataset.dossier;
  const quoted = (text) => (/^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  let here = -1;

  function show(next, scroll) {
    if (!rows.length) return;
    if (here >= 0) rows[here].classList.remove("here");
    here = Math.max(0, Math.min(rows.length - 1, next));
    rows[here].classList.add("here");
    if (!scroll) return;
    rows[here].focus();
    rows[here].scrollIntoView({ block: "nearest" });
    const first = rows[here].dataset.paragraph;
    const paragraph = first && document.getElementById(first);
    if (paragraph) paragraph.scrollIntoView({ block: "nearest" });
  }

  function decide(row, what) {
    const was = row.dataset.decided;
    row.classList.remove("take", "drop");
    row.dataset.decided = was === what ? "" : what;
    if (row.dataset.decided === "take" || row.dataset.decided === "drop") row.classList.add(row.dataset.decided);
    for (const button of row.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.what === row.dataset.decided));
    }
    write();
  }

  function write() {
    const lines = [];
    for (const what of ["take", "drop"]) {
      const ids = rows.filter((row) => row.dataset.decided === what).map((row) => quoted(row.dataset.draft));
      if (ids.length) lines.push(`mapper draft ${quoted(dossier)} --${what} ${ids.join(" ")}`);
    }
    for (const row of rows.filter((one) => (one.dataset.decided || "").startsWith("join:"))) {
      const pair = `${row.dataset.draft}=${row.dataset.decided.slice(5)}`;
      lines.push(`mapper draft ${quoted(dossier)} --join ${quoted(pair)}`);
    }
    commands.value = lines.join("\n");
  }

  document.addEventListener("keydown", (event) => {
    if (event.target === commands || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { j: 1, k: -1 };
    if (event.key in steps) show(here + steps[event.key], true);
    else if (event.key === "t" && here >= 0) decide(rows[here], "take");
    else if (event.key === "d" && here >= 0) decide(rows[here], "drop");
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest("article[data-draft]");
    if (row) show(rows.indexOf(row), false);
    if (button && row) decide(row, button.dataset.what);
    if (button && button.id === "copy") {
      commands.select();
      if (navigator.clipboard) navigator.clipboard.writeText(commands.value).catch(() => {});
    }
  });
  show(0, false);
})();
