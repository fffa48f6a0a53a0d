"""A made-up region for generated tables: real countries with invented areas, towns, armed groups and newspapers.

Everything is drawn from one seed, so the same seed gives the same world on every machine.
"""

from dataclasses import dataclass

import numpy as np

COUNTRIES = (
    # name, three letters, ISO number, Gleditsch-Ward number, west, south, east, north
    ("Mali", "MLI", 466, 432, -11, 11, 3, 17),
    ("Burkina Faso", "BFO", 854, 439, -5, 10, 2, 15),
    ("Niger", "NIR", 562, 436, 1, 12, 14, 18),
    ("Nigeria", "NIG", 566, 475, 3, 5, 14, 13),
    ("Chad", "CHA", 148, 483, 14, 9, 23, 19),
    ("Cameroon", "CAO", 120, 471, 9, 3, 15, 12),
    ("Sudan", "SUD", 729, 625, 23, 10, 36, 20),
    ("Somalia", "SOM", 706, 520, 42, 0, 49, 10),
    ("Ethiopia", "ETH", 231, 530, 35, 5, 44, 14),
    ("Democratic Republic of Congo", "DRC", 180, 490, 17, -8, 30, 4),
)
REBELS, MILITIAS = 12, 40
"""Armed groups of each country, beside six actors that every country has."""
CONSONANTS = ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "w", "z", "dj", "gh", "kh")
VOWELS = ("a", "e", "i", "o", "u", "ou", "ai")
VOCABULARY, WORDS = 6000, 40


def falling(size, power):
    """Shares that fall with the rank (Zipf)."""
    weight = 1 / np.arange(1, size + 1) ** power
    return weight / weight.sum()


def made_words(rng, size, syllables=(2, 5), vowels=VOWELS):
    parts = [consonant + vowel for consonant in CONSONANTS for vowel in vowels]
    found = {}
    while len(found) < size:
        found.setdefault("".join(rng.choice(parts, rng.integers(*syllables))))
    return list(found)


def made_names(rng, size):
    """Return capitalised words, some of them with accents, as names have."""
    return texts([word.capitalize() for word in made_words(rng, size, vowels=(*VOWELS, "é"))])


def texts(values):
    return np.array(values, dtype=object)


@dataclass(frozen=True)
class World:
    """Towns and actors as parallel arrays; every country has as many actors, one country's after another's."""

    country: np.ndarray
    town: np.ndarray
    town_country: np.ndarray
    town_admin1: np.ndarray
    town_admin2: np.ndarray
    longitude: np.ndarray
    latitude: np.ndarray
    actor: np.ndarray
    actor_kind: np.ndarray
    outlet: np.ndarray
    vocabulary: np.ndarray

    def actor_of(self, rng, country):
        """Return an actor (its number) of each country, the same ones most often."""
        each = len(self.actor) // len(COUNTRIES)
        return country * each + choose(rng, len(country), each, 1)

    def another_of(self, rng, actor):
        """Return for each actor another one of its country."""
        each = len(self.actor) // len(COUNTRIES)
        first = actor // each * each
        return first + (actor - first + 1 + choose(rng, len(actor), each - 1, 1)) % each

    def rebels_of(self, rng, country):
        """Return an armed group (the number of an actor) of each country."""
        each = len(self.actor) // len(COUNTRIES)
        return country * each + (each - REBELS - MILITIAS) + choose(rng, len(country), REBELS, 1)


def make_world(rng, *, towns=8000, outlets=400):
    """Return ten countries with 80 first-level and 400 second-level areas, 8,000 towns, and some 600 actors."""
    names = made_names(rng, towns + 480)
    admin2_of_town = np.arange(towns) % 400
    admin1_of_town = admin2_of_town % 80
    country = admin1_of_town % 10
    west, south, east, north = np.array([row[4:] for row in COUNTRIES], dtype=float)[country].T
    centre = rng.random((400, 2))[admin2_of_town]
    spread = np.clip(centre + rng.normal(0, 0.05, (towns, 2)), 0, 1)
    actors = [actor for number in range(len(COUNTRIES)) for actor in actors_of(rng, number)]
    actor, kind = zip(*actors, strict=True)
    return World(
        country=texts([row[0] for row in COUNTRIES]),
        town=names[:towns],
        town_country=country,
        town_admin1=names[towns : towns + 80][admin1_of_town],
        town_admin2=names[towns + 80 :][admin2_of_town],
        longitude=(west + spread[:, 0] * (east - west)).round(4),
        latitude=(south + spread[:, 1] * (north - south)).round(4),
        actor=texts(actor),
        actor_kind=texts(kind),
        outlet="Radio " + made_names(rng, outlets),
        vocabulary=texts(made_words(rng, VOCABULARY, (1, 4))),
    )


def actors_of(rng, number):
    """Return name and kind of one country's actors, the most active first."""
    country = COUNTRIES[number][0]
    named = [
        (f"Military Forces of {country} (2021-)", "State forces"),
        (f"Civilians ({country})", "Civilians"),
        (f"Unidentified Armed Group ({country})", "Political militia"),
        (f"Protesters ({country})", "Protesters"),
        (f"Rioters ({country})", "Rioters"),
        (f"Police Forces of {country} (2021-)", "State forces"),
    ]
    named += [(f"{word.capitalize()} Front for {country}", "Rebel group") for word in made_words(rng, REBELS)]
    named += [
        (f"{word.capitalize()} Communal Militia ({country})", "Identity militia") for word in made_words(rng, MILITIAS)
    ]
    return named


def choose(rng, size, count, power):
    """Return random numbers below `count`, low ones far more often."""
    return rng.choice(count, size, p=falling(count, power))


def days(rng, size, first, last):
    """Return random days from first to last, more of them later, as datetime64[D]."""
    span = np.arange(np.datetime64(first), np.datetime64(last))
    weight = np.linspace(0.3, 1, len(span))
    return rng.choice(span, size, p=weight / weight.sum())


def prose(rng, world, starts, letters=250):
    """Return a text of so many letters for each start, which it begins with."""
    shares = falling(VOCABULARY, 1)
    words = world.vocabulary[rng.choice(VOCABULARY, (len(starts), WORDS), p=shares)]
    found = (f"{start} {' '.join(row)}" for start, row in zip(starts, words.tolist(), strict=True))
    return [text.ljust(letters, ".")[: letters - 1] + "." for text in found]


def several(rng, names, size, most=3):
    """Return cells of one to `most` names joined by "; ", as data sets list sources and allies."""
    chosen = names[choose(rng, (size, most), len(names), 1)]
    counts = rng.integers(1, most + 1, size)
    return ["; ".join(dict.fromkeys(row[:count])) for row, count in zip(chosen.tolist(), counts.tolist(), strict=True)]
