/**
 * Keys of the whole page: Escape closes the card, "/" goes to the search.
 *
 * @param {{close: () => void, search: () => void}} actions
 */
export function listenToKeys({ close, search }) {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") close();
    if (event.key !== "/") return;
    event.preventDefault();
    search();
  });
}
