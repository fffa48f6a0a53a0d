/** English wording of single events behind counts, which only pages with such events have. */
export default {
  singleEvents: { one: "The single event", other: "The {n} single events, the newest first" },
  moreEvents: "Show {n} more",
  loadingEvents: "Reading single events …",
  details_unserved:
    "The single events are at {url}: to show them, the page needs to be opened from the web server that has them, online.",
  details_gone:
    "There are no single events at {url} (any more): load the page again, or tell whoever publishes it.",
  details_unread: "The single events at {url} cannot be read.",
  details_other: "The single events at {url} are those of another version of this page.",
};
