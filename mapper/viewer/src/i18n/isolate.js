/** Text from the data inside a sentence, so that neither changes the other's direction. @param {string} text */
export const isolate = (text) => `\u2068${text}\u2069`;
