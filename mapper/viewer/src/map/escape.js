/**
 * @param {string} text
 * @returns {string} HTML that shows it: Leaflet takes attributions as markup
 */
export const escapeHtml = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
