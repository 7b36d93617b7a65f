"""A small course in languages that the shipped font cannot print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from answerable.model import Course, Module, Reply, Scenario, Solution

TEXTS: Mapping[str, Mapping[str, Any]] = {
    "ar": {
        "course": "المسؤولية تجاه العميل",
        "module": "الوفاء بالوعد",
        "title": "الطرد الذي وصل إلى عنوان خاطئ",
        "situation": "تتصل العميلة للمرة الثالثة بشأن الطلب A-4711. لم تصل الطرود **حتى اليوم**، "
        "وقد أخذت إجازة من العمل في الصباح. تظهر على شاشتك ملاحظة من قسم الشحن: «عنوان خاطئ».",
        "poor": "لقد أرسلت طلبك إلى قسم الشحن، وهم المسؤولون عن ذلك. يرجى الانتظار حتى يتصلوا بك.",
        "good": "هذا ما كان ينبغي أن يحدث مرة واحدة فقط. سأتصل الآن بقسم الشحن، "
        "وسأتصل بك في الساعة 15:00 لأخبرك متى يصل الطرد.",
        "solutions": (
            ("اتصل بقسم الشحن وأنت مع العميلة على الخط.", None),
            ("أرسل طردًا جديدًا اليوم.", "إذا لم يُعثر على الطرد."),
        ),
        "excuse": "هذا ليس من اختصاصي.",
        "lesson": "يمكن تحويل الطلب، أما الوعد فيبقى مع من أعطاه.",
        "channel": "الهاتف",
        "department": "خدمة العملاء",
    },
    "he": {
        "course": "אחריות כלפי הלקוח",
        "module": "לעמוד בהבטחה",
        "title": "החבילה שהגיעה לכתובת הלא נכונה",
        "situation": "הלקוחה מתקשרת בפעם השלישית לגבי הזמנה A-4711. החבילה **עדיין** לא הגיעה.",
        "poor": "העברתי את הפנייה למחלקת המשלוחים, והם אחראים לכך. יש להמתין לתשובתם.",
        "good": "לא היית צריכה להתקשר שוב. אני מתקשר עכשיו למשלוחים, ובשעה 15:00 אחזור אלייך.",
        "solutions": (
            ("להתקשר למחלקת המשלוחים בזמן השיחה.", None),
            ("לשלוח חבילה חדשה היום.", "אם החבילה לא נמצאה."),
        ),
        "excuse": "זה לא התחום שלי.",
        "lesson": "אפשר להעביר פנייה. ההבטחה נשארת אצל מי שנתן אותה.",
        "channel": "טלפון",
        "department": "שירות לקוחות",
    },
    "ja": {
        "course": "お客様への責任",
        "module": "約束を守る",
        "title": "違う住所に届いた荷物",
        "situation": "お客様から三回目の電話です。ご注文 A-4711 の荷物は**まだ**届いていません。"
        "画面には配送係の「住所不明」という記録があります。",
        "poor": "配送係に伝えておきました。担当は配送係ですので、連絡をお待ちください。",
        "good": "何度もお電話をいただき申し訳ありません。今すぐ配送係に確認し、"
        "十五時に私からお電話いたします。",
        "solutions": (
            ("お電話のまま配送係に確認する。", None),
            ("今日中に新しい荷物を送る。", "荷物が見つからないとき。"),
        ),
        "excuse": "それは私の担当ではありません。",
        "lesson": "仕事は引き継げますが、約束は約束した人のものです。",
        "channel": "電話",
        "department": "お客様係",
    },
}


def course_in(language: str, scenarios: int = 3) -> Course:
    """A course whose scenarios have the same texts under different titles."""
    words = TEXTS[language]
    made = tuple(_scenario(words, number) for number in range(1, scenarios + 1))
    module = Module(id="a-module", letter="A", title=words["module"], scenarios=made)
    return Course(id="small", title=words["course"], language=language, modules=(module,))


def _scenario(words: Mapping[str, Any], number: int) -> Scenario:
    return Scenario(
        id=f"scenario-{number}",
        module_id="a-module",
        path=f"a-module/scenario-{number}.yml",
        code=f"A{number}",
        title=f"{words['title']} ({number})",
        situation=words["situation"],
        not_accountable=Reply(reply=words["poor"], why=words["lesson"]),
        accountable=Reply(reply=words["good"], why=words["lesson"]),
        solutions=tuple(Solution(do=do, when=when) for do, when in words["solutions"]),
        excuse=f"{words['excuse']} ({number})",
        lesson=f"{words['lesson']} ({number})",
        channel=words["channel"],
        department=words["department"],
    )
