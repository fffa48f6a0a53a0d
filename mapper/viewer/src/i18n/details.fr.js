/** French wording of single events behind counts. Same keys as `details.en.js`. */
export default {
  singleEvents: { one: "L’événement lui-même", other: "Les {n} événements, du plus récent au plus ancien" },
  moreEvents: "En afficher {n} de plus",
  loadingEvents: "Lecture des événements…",
  details_unserved:
    "Les événements eux-mêmes se trouvent à l’adresse {url} : pour les afficher, la page doit être ouverte en ligne, depuis le serveur web où ils sont.",
  details_gone:
    "Il n’y a pas (ou plus) d’événements à l’adresse {url} : rechargez la page, ou dites-le à qui la publie.",
  details_unread: "Les événements à l’adresse {url} ne peuvent pas être lus.",
  details_other: "Les événements à l’adresse {url} sont ceux d’une autre version de cette page.",
};
