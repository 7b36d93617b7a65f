"""List the names that people use for fields, in each language of the interface; data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MODULE = "module"
"""Not a field: the label, or the column, with a scenario's module."""

START = "start"
"""Not a field: the label at the start of a scenario, such as “Example 1”."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a part in one language: phrases, and words that may be next to them."""

    phrases: tuple[str, ...]
    beside: tuple[str, ...] = ()


def _names(phrases: str, beside: str = "") -> Names:
    parts = (tuple(filter(None, map(str.strip, text.split(",")))) for text in (phrases, beside))
    return Names(*parts)


_EN_REPLY = "reply, response, answer, version, approach, reaction, statement, way, example"
_DE_REPLY = "Antwort, Reaktion, Version, Aussage, Beispiel, Variante"
_FR_REPLY = "réponse, réaction, version, exemple, réplique"
_ES_REPLY = "respuesta, reacción, versión, ejemplo, réplica"
_AR_REPLY = "رد, الرد, إجابة, جواب, مثال, استجابة"

FIELD_NAMES: Mapping[str, Mapping[str, Names]] = {
    START: {
        "en": _names("example, case study, case"),
        "de": _names("Beispiel, Fallbeispiel, Fallstudie, Fall"),
        "fr": _names("exemple, étude de cas, cas"),
        "es": _names("ejemplo, estudio de caso, caso"),
        "ar": _names("مثال, دراسة حالة, حالة"),
    },
    "title": {
        "en": _names("title, headline"),
        "de": _names("Titel, Überschrift"),
        "fr": _names("titre"),
        "es": _names("título"),
        "ar": _names("العنوان"),
    },
    "situation": {
        "en": _names("scenario, situation, what happened, what happens"),
        "de": _names("Szenario, Situation, Ausgangslage, was passiert, was passiert ist"),
        "fr": _names("scénario, situation, ce qui se passe, ce qui s’est passé"),
        "es": _names("escenario, situación, qué pasa, qué pasó"),
        "ar": _names("السيناريو, الموقف, الوضع, ماذا حدث"),
    },
    "not_accountable": {
        "en": _names(
            "not accountable, non accountable, unaccountable, bad, poor, wrong, weak, worse, "
            "incorrect, unhelpful, not helpful, not responsible, irresponsible, don’t say, "
            "do not say, not so",
            _EN_REPLY,
        ),
        "de": _names(
            "nicht verantwortlich, ohne Verantwortung, übernimmt keine Verantwortung, "
            "verantwortungslos, schlecht, schlechte, schlechter, schlechtes, falsch, falsche, "
            "schwache, nicht hilfreich, so nicht, so bitte nicht, lieber nicht",
            _DE_REPLY,
        ),
        "fr": _names(
            "non responsable, pas responsable, irresponsable, ne prend pas en charge, mauvais, "
            "mauvaise, incorrecte, à éviter, à ne pas dire, ce qu’il ne faut pas dire, "
            "ne dites pas",
            _FR_REPLY,
        ),
        "es": _names(
            "no responsable, irresponsable, no se hace cargo, mala, malo, incorrecta, "
            "incorrecto, así no, no diga, lo que no hay que decir",
            _ES_REPLY,
        ),
        "ar": _names(
            "غير مسؤول, لا يتحمّل المسؤولية, سيئ, سيئة, السيئ, خاطئ, خاطئة, خطأ, ضعيف", _AR_REPLY
        ),
    },
    "accountable": {
        "en": _names(
            "accountable, responsible, good, better, best, right, correct, strong, helpful, "
            "model reply, do say, say instead, better say",
            _EN_REPLY,
        ),
        "de": _names(
            "verantwortlich, mit Verantwortung, übernimmt Verantwortung, verantwortungsvoll, gut, "
            "gute, guter, gutes, bessere, besser, besser so, so besser, lieber so, so ja, richtig, "
            "richtige, hilfreich",
            _DE_REPLY,
        ),
        "fr": _names(
            "responsable, prend en charge, bon, bonne, meilleure, mieux, correcte, à dire, "
            "ce qu’il faut dire, dites plutôt",
            _FR_REPLY,
        ),
        "es": _names(
            "responsable, se hace cargo, buena, bueno, mejor, correcta, correcto, así sí, "
            "mejor diga, lo que hay que decir",
            _ES_REPLY,
        ),
        "ar": _names("مسؤول, يتحمّل المسؤولية, جيد, جيدة, أفضل, صحيح, صحيحة", _AR_REPLY),
    },
    "why": {
        "en": _names(
            "why, reason, effect, why it works, why it fails, why this works, why this fails, why "
            "it does not work, why it doesn’t work, why not",
            "its",
        ),
        "de": _names("warum, Grund, Begründung, Wirkung"),
        "fr": _names("pourquoi, raison, effet"),
        "es": _names("por qué, razón, motivo, efecto"),
        "ar": _names("لماذا, السبب, الأثر"),
    },
    "solutions": {
        "en": _names(
            "solutions, solution, what can be done, what to do, what you can do, what we can do, "
            "options, option, alternatives, remedies, remedy, ways out, next steps",
            "accountable, possible, recommended, suggested, proposed, best, better, good, other, "
            "alternative, further, more, practical, potential, helpful, available, some, our",
        ),
        "de": _names(
            "Lösungen, Lösung, Lösungsvorschläge, Lösungswege, was tun, was zu tun ist, "
            "Lösungsansätze, Möglichkeiten, Handlungsmöglichkeiten, Handlungsoptionen, "
            "nächste Schritte",
            "verantwortliche, mögliche, empfohlene, vorgeschlagene, beste, bessere, gute, andere, "
            "weitere, praktische, denkbare",
        ),
        "fr": _names(
            "solutions, solution, que faire, options, option, pistes, pistes de solution, "
            "pistes de solutions, étapes suivantes",
            "responsables, responsable, possibles, possible, recommandées, recommandée, proposées, "
            "meilleures, bonnes, autres, autre",
        ),
        "es": _names(
            "soluciones, solución, qué hacer, opciones, opción, alternativas, próximos pasos",
            "responsables, responsable, posibles, posible, recomendadas, propuestas, mejores, "
            "buenas, otras, otra",
        ),
        "ar": _names(
            "الحلول, حلول, الحل, حل, ماذا نفعل, ما العمل, الخيارات, خيارات",
            "الممكنة, ممكنة, الممكن, المقترحة, مقترحة, الموصى, بها, المسؤولة, الأفضل, أخرى",
        ),
    },
    "lesson": {
        "en": _names(
            "lesson, lessons, takeaway, takeaways, take away, take aways, take home, moral, "
            "learning, learnings, learning point, learning points, conclusion, what to learn, "
            "what we learn, what we learned, what did we learn, what can we learn, bottom line, "
            "moral of the story, remember",
            "key, main, important, learned, learnt, message, point, points, our",
        ),
        "de": _names(
            "Merksatz, Merksätze, Lehre, Lehren, Lektion, Erkenntnis, Fazit, Lernpunkt, "
            "Lernpunkte, Quintessenz, Kernaussage, Merke, was wir daraus lernen, "
            "was lernen wir daraus",
            "wichtige, wichtigste, zentrale, gelernte",
        ),
        "fr": _names(
            "leçon, leçons, leçon à retenir, enseignement, enseignements, morale, "
            "morale de l’histoire, à retenir, ce qu’il faut retenir, conclusion, point clé, "
            "message clé",
            "clé, principale, importante, apprise, tirée",
        ),
        "es": _names(
            "lección, lecciones, enseñanza, moraleja, conclusión, aprendizaje, qué aprendemos, "
            "mensaje clave, para recordar",
            "clave, principal, importante, aprendida, aprendidas",
        ),
        "ar": _names(
            "الدرس, درس, الدروس, دروس, العبرة, الخلاصة, الدرس المستفاد, نقطة التعلم",
            "الرئيسي, المهم, المستفاد, المستفادة",
        ),
    },
    "summary": {
        "en": _names("summary"),
        "de": _names("Zusammenfassung, Kurzfassung"),
        "fr": _names("résumé"),
        "es": _names("resumen"),
        "ar": _names("الملخص"),
    },
    "department": {
        "en": _names("department"),
        "de": _names("Abteilung"),
        "fr": _names("service, département"),
        "es": _names("departamento"),
        "ar": _names("القسم"),
    },
    "channel": {
        "en": _names("channel"),
        "de": _names("Kanal"),
        "fr": _names("canal"),
        "es": _names("canal"),
        "ar": _names("القناة"),
    },
    "customer": {
        "en": _names("customer"),
        "de": _names("Kunde, Kundschaft"),
        "fr": _names("client"),
        "es": _names("cliente"),
        "ar": _names("العميل"),
    },
    "difficulty": {
        "en": _names("difficulty"),
        "de": _names("Schwierigkeit"),
        "fr": _names("difficulté"),
        "es": _names("dificultad"),
        "ar": _names("الصعوبة"),
    },
    "minutes": {
        "en": _names("minutes"),
        "de": _names("Minuten"),
        "fr": _names("durée en minutes"),
        "es": _names("minutos"),
        "ar": _names("الدقائق"),
    },
    "excuse": {
        "en": _names("excuse"),
        "de": _names("Ausrede"),
        "fr": _names("excuse"),
        "es": _names("excusa"),
        "ar": _names("العذر"),
    },
    "tags": {
        "en": _names("tags"),
        "de": _names("Schlagwörter"),
        "fr": _names("étiquettes"),
        "es": _names("etiquetas"),
        "ar": _names("الوسوم"),
    },
    "keywords": {
        "en": _names("keywords"),
        "de": _names("Suchwörter, Stichwörter"),
        "fr": _names("mots clés"),
        "es": _names("palabras clave"),
        "ar": _names("الكلمات المفتاحية"),
    },
    "owner": {
        "en": _names("owner"),
        "de": _names("Zuständig"),
        "fr": _names("en charge du texte"),
        "es": _names("encargado"),
        "ar": _names("صاحب النص"),
    },
    "id": {
        "en": _names("id"),
        "de": _names("Kennung"),
        "fr": _names("identifiant"),
        "es": _names("identificador"),
        "ar": _names("المعرف"),
    },
    MODULE: {
        "en": _names("module"),
        "de": _names("Modul"),
        "fr": _names("module"),
        "es": _names("módulo"),
        "ar": _names("الوحدة"),
    },
}

OTHER_NAMES: Mapping[str, str] = {
    "title": "name, course, topic, Name, Kurs, nom, nombre",
    "situation": "story, background, context, setting, problem, Kontext, contexte, contexto",
    "summary": "abstract, tldr, teaser",
    "owner": "author, contact, maintainer, responsible person, Autor, Autorin, auteur, autora",
    "reply": ", ".join(
        ("text, words, says, say", _EN_REPLY, _DE_REPLY, _FR_REPLY, _ES_REPLY, _AR_REPLY)
    ),
    "do": "step, action, what, what to do, solution, Schritt, Lösung, étape, acción, paso",
    "when": "if, condition, unless, case, wenn, falls, Bedingung, si, quand, cuando, condición",
    "question": "task, prompt, Frage, Aufgabe, pregunta, tarea, consigne",
    "choices": "options, answers, replies, Antworten, Auswahl, réponses, choix, respuestas",
    "text": "answer, option, choice, Antwort, réponse, respuesta, texte, texto",
    "right": "correct, is right, is correct, richtig, korrekt, juste, correcto, correcta",
    "accept": "answer, answers, accepted, Antwort, Antworten, réponses, respuestas",
    "folder": "id, module, Ordner, dossier, carpeta",
    "language": "lang, locale, Sprache, langue, idioma",
    "description": "about, Beschreibung, descripción",
    "objectives": "goals, aims, Ziele, Lernziele, objectifs, objetivos",
    "modules": "chapters, units, sections, parts, Kapitel, chapitres, módulos, capítulos",
    "authors": "author, by, Autor, Autoren, Autorin, auteur, auteurs, autor, autores",
    "licence": "Lizenz, licencia",
    "review_by": "review, due, expires, valid until, prüfen bis, gültig bis, réviser le",
}
"""Other names that authors use for fields without a label: those within groups, and those of
course.yml.
"""

SPEAKERS = (
    "customer, client, guest, caller, patient, passenger, visitor, buyer, member, student, parent, "
    "agent, employee, clerk, colleague, manager, supervisor, boss, receptionist, nurse, doctor, "
    "trainer, staff, team, you, me, I, he, she, "
    "Kunde, Kundin, Gast, Anrufer, Anruferin, Patient, Patientin, Mitarbeiter, Mitarbeiterin, "
    "Kollege, Kollegin, Chef, Chefin, Sie, ich, er, "
    "client, cliente, invité, patient, patiente, agent, employé, employée, collègue, responsable "
    "de service, vous, moi, lui, elle, cliente, huésped, paciente, empleado, empleada, agente, "
    "compañero, compañera, jefe, jefa, usted, yo, él, ella, "
    "العميل, الزبون, الضيف, المتصل, المريض, الموظف, الموظفة, المدير, الزميل, أنت, أنا"
)
"""Who speaks in a dialogue within a part: “Guest: Where is it?” is a part of the text."""

TIMES = (
    "day, week, month, morning, noon, afternoon, evening, night, midnight, later, today, tomorrow, "
    "yesterday, am, pm, o'clock, "
    "Tag, Woche, Monat, Morgen, Mittag, Nachmittag, Abend, Nacht, Mitternacht, später, heute, "
    "gestern, Uhr, morgens, mittags, abends, nachts, "
    "jour, semaine, mois, matin, midi, soir, nuit, minuit, lendemain, heure, heures, hier, demain, "
    "día, semana, mes, mañana, mediodía, tarde, noche, hora, horas, hoy, ayer, "
    "يوم, أسبوع, شهر, صباحا, الصباح, مساء, المساء, ظهرا, ليلا, الليل, اليوم, غدا, أمس, "
    "الساعة, لاحقا"
)
"""Words for times in a chronicle, in addition to the names of months and days."""

BESIDE_TIMES = _set(
    "next same first second third last at on plus nachster nachste nachsten selber selben erster "
    "erste zweiter zweite dritter dritte letzter um am suivant suivante meme premier deuxieme "
    "troisieme dernier siguiente mismo primer primera segundo segunda tercer ultimo تالي"
)

NUMBER_WORDS = (
    "one two three four five six seven eight nine ten "
    "eins zwei drei vier fünf sechs sieben acht neun zehn "
    "un deux trois quatre cinq six sept huit neuf dix "
    "uno dos tres cuatro cinco seis siete ocho nueve diez "
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر "
    "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة"
)

ORDINALS = (
    "first second third fourth fifth 1st 2nd 3rd 4th 5th "
    "erstes erster erste zweites zweiter zweite drittes dritter dritte viertes vierter vierte "
    "fünftes fünfter fünfte "
    "premier première deuxième second seconde troisième quatrième cinquième 1er 1re 2e 3e 4e 5e "
    "primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta"
)

ARTICLES = _set("the a an der die das ein eine le la les l un une el los las una")
NUMBER_SIGNS = frozenset({"no", "nr", "n", "num", "number", "nummer", "numero", "n°", "#"})


# Words that begin a sentence, but not a label.
SENTENCE_STARTS = _set(
    "it he she i we they you there here this that these those his her their our my your so "
    "but and or then now if as when while because although however thus hence to in on at for "
    "from with after before by of is are was were be es er sie ich wir ihr da dort hier dies "
    "dieser diese dieses das sein seine ihre unser mein so aber und oder dann nun jetzt wenn "
    "falls als während weil obwohl in auf an für von mit nach vor il elle je nous vous ils "
    "elles on ce cet cette ces son sa ses leur mais et ou donc alors si quand comme parce "
    "dans sur pour de avec après avant él ella yo nosotros ustedes ellos ellas este esta "
    "estos estas su sus pero y o entonces si cuando como porque en sobre para de con después "
    "antes هو هي نحن هم هذا هذه لكن ثم إذا عندما في على من إلى مع بعد قبل"
)

SAYING = _set(
    "says asks said asked replied answered shouts shouted writes wrote adds explains explained "
    "sagt fragt antwortet ruft schreibt meint sagte fragte rief schrieb dit demande repond ecrit "
    "dice pregunta responde contesta escribe dijo pregunto يقول تقول يسال تسال قال قالت سال سالت"
)
"""Words that end a sentence about who speaks, as in “The guest at table four asks: …”."""

REPLY_HEADINGS = (
    "replies, the replies, two replies, responses, answers, reactions, Antworten, Reaktionen, "
    "réponses, réactions, respuestas, reacciones, الردود, ردود"
)

INDEFINITE = _set("a an ein eine un une una")
