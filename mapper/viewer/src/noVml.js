/**
 * Before Leaflet: it finds out whether the browser knows VML, as some did before 2011, by calling what only they have and catching the
 * error. To tell where an error was thrown the browser reads the whole script once more, a twentieth of the time in which a map opens.
 */
document.namespaces = { add() {} };

/** Takes the answer away again: Leaflet draws no VML where there is SVG. */
export const forgetVml = () => delete document.namespaces;
