/**
 * Names of months and thousands separators of each language, as in CLDR; a test compares them with `Intl`. The page
 * does not use `Intl` here, because that makes opening slower (docs/performance.md).
 */

/** @import {Language} from "../data/types.js" */

/**
 * @typedef {object} Figures
 * @property {string[]} months
 * @property {string[]} shortMonths
 * @property {string} first how the first day of a month is written
 * @property {string} thousands what separates them
 */

/** @type {Readonly<Record<Language, Figures>>} */
export const FIGURES = Object.freeze({
  en: {
    months: [
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December",
    ],
    shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
    first: "1",
    thousands: ",",
  },
  fr: {
    months: [
      "janvier",
      "février",
      "mars",
      "avril",
      "mai",
      "juin",
      "juillet",
      "août",
      "septembre",
      "octobre",
      "novembre",
      "décembre",
    ],
    shortMonths: [
      "janv.",
      "févr.",
      "mars",
      "avr.",
      "mai",
      "juin",
      "juil.",
      "août",
      "sept.",
      "oct.",
      "nov.",
      "déc.",
    ],
    first: "1er",
    thousands: "\u202f",
  },
});

/**
 * @param {number} n a whole number
 * @param {Language} language
 * @returns {string} "12,345"
 */
export const formatCount = (n, language) =>
  String(n).replace(/\B(?=(\d{3})+$)/g, FIGURES[language].thousands);
