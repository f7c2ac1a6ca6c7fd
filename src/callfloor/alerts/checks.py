"""The checks of a diagnosis: what to ask, and the measure where the answer is yes (section 9), as data."""

from typing import Final, NamedTuple

Texts = dict[str, str]


class Check(NamedTuple):
    """`question` is asked so that yes names the cause; `measure` is what to do then."""

    id: str
    question: Texts
    measure: Texts


def _check(check_id: str, question: tuple[str, str, str], measure: tuple[str, str, str]) -> Check:
    languages = ("en", "es", "zh")
    return Check(
        check_id,
        dict(zip(languages, question, strict=True)),
        dict(zip(languages, measure, strict=True)),
    )


_ALL: Final = (
    _check(
        "supervision",
        ("Do team leaders coach and supervise too little?",
         "¿Acompañan y supervisan poco los jefes de equipo?",
         "班组长的辅导和现场管理是否不足？"),
        ("Put leaders on the floor at the hours that miss the plan, and coach those who miss it most.",
         "Poner jefes en la sala en las horas que incumplen y acompañar a quienes más incumplen.",
         "在未达标的时段安排班组长到现场，优先辅导偏差最大的座席。"),
    ),
    _check(
        "span",
        ("Are there too few supervisors and quality staff for new people?",
         "¿Faltan supervisores y personal de calidad para los nuevos?",
         "新员工是否缺少足够的主管和质检人员？"),
        ("Give each new agent a named coach, and fewer agents to each lead.",
         "Asignar a cada nuevo un tutor con nombre y menos agentes por jefe.",
         "为每位新员工指定导师，并减少每位主管管理的人数。"),
    ),
    _check(
        "rules",
        ("Do agents not know the rule?", "¿No conocen los agentes la norma?", "座席是否不了解规定？"),
        ("Explain the rule in a bulletin that has to be confirmed, with an example.",
         "Explicar la norma en un aviso con confirmación y un ejemplo.",
         "用需要确认的公告说明规定，并附示例。"),
    ),
    _check(
        "absence",
        ("Are too many people absent?", "¿Falta demasiada gente?", "缺勤是否过多？"),
        ("Look at the reasons of absence with HR, and keep some in reserve on the days that repeat.",
         "Ver con RR. HH. los motivos de ausencia y tener reserva en los días que se repiten.",
         "与人力资源一起分析缺勤原因，在反复缺勤的日子安排后备人员。"),
    ),
    _check(
        "idle",
        ("Is there so little work that other things get done?",
         "¿Hay tan poco trabajo que se hacen otras cosas?",
         "业务量是否太低，导致座席去做其他事？"),
        ("Move people to another queue or to outbound work in the hours with little volume.",
         "Pasar gente a otra cola o a llamadas salientes en las horas flojas.",
         "在业务量低的时段把人员调到其他队列或外呼任务。"),
    ),
    _check(
        "form",
        ("Does the form or the system cost everybody time?",
         "¿El formulario o el sistema cuestan tiempo a todos?",
         "是否因表单或系统使所有人都变慢？"),
        ("Shorten the wrap-up form, fill in what is known already, and report slow pages.",
         "Acortar el formulario de cierre, rellenar lo que ya se sabe y avisar de páginas lentas.",
         "精简话后表单，自动填写已知内容，并上报缓慢的页面。"),
    ),
    _check(
        "few_agents",
        ("Does it come from a few agents?", "¿Viene de unos pocos agentes?", "是否主要来自少数座席？"),
        ("Listen to calls of those agents with them, and agree what they change this week.",
         "Escuchar llamadas con esos agentes y acordar qué cambian esta semana.",
         "与这些座席一起听录音，约定本周要改进的内容。"),
    ),
    _check(
        "pause",
        ("Is after-call work used as a break?", "¿Se usa el cierre como descanso?",
         "话后处理是否被当作休息？"),
        ("Compare with adherence, give breaks their own state, and set a limit for after-call work.",
         "Comparar con la adherencia, dar a los descansos su estado y poner límite al cierre.",
         "与实际工作率对照，为休息设置独立状态，并限制话后时长。"),
    ),
    _check(
        "types",
        ("Does one type of call stand behind it?", "¿Hay un tipo de llamada detrás?",
         "是否由某一类来电引起？"),
        ("Write an article or a script for that type, or give it to those who know it best.",
         "Escribir un artículo o guion para ese tipo, o darlo a quienes más saben.",
         "为该类来电编写知识文章或话术，或交给最熟悉的座席处理。"),
    ),
    _check(
        "impatience",
        ("Do callers give up after short waits?", "¿Abandonan tras esperas cortas?",
         "来电者是否等待不久就放弃？"),
        ("Say the expected wait and offer a callback early in the queue.",
         "Decir la espera prevista y ofrecer devolución de llamada pronto.",
         "尽早播报预计等待时间，并提供回拨。"),
    ),
    _check(
        "unreachable",
        ("Are there abandons while nobody answers at all?",
         "¿Hay abandonos mientras nadie contesta?",
         "是否存在无人接听时段的放弃？"),
        ("Dial in yourself at those hours, and look at log-ins, opening hours and trunks.",
         "Llamar uno mismo a esas horas y revisar conexiones, horarios y troncales.",
         "在这些时段自行拨测，检查座席登录、营业时间和中继。"),
    ),
    _check(
        "acw",
        ("Is after-call work longer than wanted?", "¿El trabajo posterior es más largo de lo deseado?",
         "话后处理是否超过目标？"),
        ("Bring after-call work back to its target; each second of it is a second of waiting.",
         "Volver a llevar el cierre a su objetivo: cada segundo suyo es uno de espera.",
         "把话后处理拉回目标：每一秒都会变成排队时间。"),
    ),
    _check(
        "hold",
        ("Are callers on hold longer?", "¿Pasan más tiempo en espera durante la llamada?",
         "保持时间是否变长？"),
        ("Find what agents look up while they hold, and put it into the knowledge base.",
         "Ver qué buscan los agentes durante la retención y ponerlo en la base de conocimiento.",
         "找出座席保持期间查询的内容，补充到知识库。"),
    ),
    _check(
        "forecast",
        ("Was the forecast wrong?", "¿Falló la previsión?", "预测是否有误？"),
        ("Correct the forecast by what came, and the plan of the coming weeks with it.",
         "Corregir la previsión con lo ocurrido y con ella el plan de las próximas semanas.",
         "按实际来电修正预测，并调整未来几周的排班。"),
    ),
    _check(
        "adherence",
        ("Was the plan not kept?", "¿No se cumplió el plan?", "是否未按排班执行？"),
        ("See who was away from the plan in these hours, and agree on it with the team leader.",
         "Ver quién se apartó del plan en esas horas y acordarlo con el jefe de equipo.",
         "查看这些时段谁偏离了排班，并与班组长商定改进。"),
    ),
    _check(
        "volume",
        ("Did more come than usual?", "¿Entró más de lo habitual?", "来电量是否高于平常？"),
        ("Open overflow or callbacks at the peak, and staff the next one for this volume.",
         "Abrir desbordamiento o devoluciones en el pico y dotar el siguiente para ese volumen.",
         "高峰时开启溢出或回拨，并按此业务量配置下一次高峰的人力。"),
    ),
    _check(
        "peak",
        ("Is it a matter of certain hours?", "¿Es cosa de ciertas horas?", "是否集中在某些时段？"),
        ("Move shifts and breaks to those hours; at trunks, order or share more of them.",
         "Mover turnos y descansos a esas horas; en troncales, ampliar o compartir.",
         "把班次和休息调整到这些时段；中继方面则扩容或共享。"),
    ),
    _check(
        "mix",
        ("Has the mix of call types moved?", "¿Ha cambiado la mezcla de tipos?",
         "来电类型构成是否变化？"),
        ("Find what brings the type that grows, and answer it earlier: message, menu, article.",
         "Buscar qué trae el tipo que crece y responderlo antes: mensaje, menú, artículo.",
         "找出增长类型的来源，提前解答：公告、菜单、知识文章。"),
    ),
    _check(
        "staffing",
        ("Does the mix of full and part time not fit, or is there too much volume?",
         "¿No encaja la mezcla de jornada completa y parcial, o sobra volumen?",
         "全职与兼职的搭配是否不合适，或业务量过大？"),
        ("Shift part-time hours to where callers queue, and count the trunk minutes it saves.",
         "Llevar horas parciales a donde se hace cola y contar los minutos que ahorra.",
         "把兼职工时安排到排队时段，并计算节省的中继分钟。"),
    ),
    _check(
        "reasons",
        ("Do absences have reasons that can be changed?",
         "¿Tienen las ausencias motivos que se pueden cambiar?",
         "缺勤原因是否可以改善？"),
        ("Talk with those who were absent, class the reasons, and see to those that repeat.",
         "Hablar con los ausentes, clasificar los motivos y atender los que se repiten.",
         "与缺勤人员谈话，归类原因，处理反复出现的问题。"),
    ),
    _check(
        "skills",
        ("Do agents differ in what they can solve?", "¿Difieren los agentes en lo que saben resolver?",
         "座席的业务能力是否参差不齐？"),
        ("Train those who hand on most, and give them the answers where they work.",
         "Formar a quienes más transfieren y darles las respuestas en su puesto.",
         "培训转接最多的座席，并在其工作界面提供答案。"),
    ),
    _check(
        "data_pass",
        ("Does the caller have to explain it all again?", "¿Debe el cliente explicarlo otra vez?",
         "客户是否需要重新说明？"),
        ("Pass the notes and the caller's data along with the call.",
         "Pasar las notas y los datos del cliente con la llamada.",
         "转接时一并传递备注和客户资料。"),
    ),
    _check(
        "blind_use",
        ("Are calls handed on unannounced?", "¿Se transfiere sin anunciar?", "是否多为盲转？"),
        ("Announce the call; unannounced only in agreed cases.",
         "Anunciar la llamada; sin anunciar solo en los casos acordados.",
         "改为询问后转接，盲转仅限约定情形。"),
    ),
    _check(
        "policy",
        ("Is it not settled which way calls are handed on?",
         "¿No está acordado cómo se transfiere?",
         "是否没有约定转接方式？"),
        ("Decide it in advance, write it down and keep to it.",
         "Decidirlo de antemano, escribirlo y cumplirlo.",
         "事先确定方式，写成规定并遵守。"),
    ),
    _check(
        "busy_habit",
        ("Are calls handed on in busy hours to be rid of them?",
         "¿Se transfiere en horas punta para quitárselas?",
         "繁忙时段是否以转接来脱手？"),
        ("Look at the busy hours with the team, and end the habit when they are over.",
         "Ver las horas punta con el equipo y acabar con la costumbre al pasar.",
         "与班组查看繁忙时段，高峰过后停止这种做法。"),
    ),
    _check(
        "information",
        ("Do agents lack an answer, or callers land in the wrong queue?",
         "¿Falta una respuesta o caen en la cola equivocada?",
         "座席是否缺少答案，或来电进错队列？"),
        ("Mend the menu for the target that is reached most, and write down the missing answer.",
         "Corregir el menú para el destino más frecuente y escribir la respuesta que falta.",
         "针对转接最多的目标调整菜单，并补充缺失的答案。"),
    ),
    _check(
        "cost",
        ("What do the second segments cost?", "¿Qué cuestan los segundos tramos?",
         "二次处理的成本有多高？"),
        ("Set up a working group of agents, and measure the minutes saved.",
         "Formar un grupo de trabajo de agentes y medir los minutos ahorrados.",
         "组成座席工作小组，衡量节省的分钟数。"),
    ),
    _check(
        "proposal",
        ("Is the supervisor's report with a proposal missing?",
         "¿Falta el informe del supervisor con una propuesta?",
         "主管是否尚未提交含建议的报告？"),
        ("Write down the proposal here as the action taken.",
         "Escribir aquí la propuesta como medida tomada.",
         "在此把建议写成已采取的措施。"),
    ),
    _check(
        "transfers",
        ("Is more handed on?", "¿Se transfiere más?", "转接是否增多？"),
        ("Look at the alert of transfers, and solve at the first agent what can be solved there.",
         "Mirar la alerta de transferencias y resolver con el primer agente lo que se pueda.",
         "查看转接预警，让首位座席解决能解决的问题。"),
    ),
    _check(
        "handle",
        ("Does each contact take longer?", "¿Dura más cada contacto?", "单次处理时间是否变长？"),
        ("See which part grew: talk, hold or after-call work, and begin there.",
         "Ver qué parte creció: conversación, retención o cierre, y empezar por ahí.",
         "看哪一部分增长：通话、保持或话后，从那里着手。"),
    ),
    _check(
        "resolution",
        ("Is less solved at the first contact?", "¿Se resuelve menos al primer contacto?",
         "首次解决率是否下降？"),
        ("Look at the codes that come again, and see to what is missing there.",
         "Mirar los códigos que se repiten y atender lo que falta.",
         "查看重复来电的类型码，补上缺失的内容。"),
    ),
    _check(
        "satisfaction",
        ("Does the longer call not pay?", "¿No compensa la llamada más larga?",
         "更长的通话是否没有换来效果？"),
        ("Compare with satisfaction and resolution first; then train in conversation, without pressure.",
         "Comparar antes con satisfacción y resolución; luego formar en conversación, sin presión.",
         "先与满意度和解决率对照，再做沟通培训，不施压。"),
    ),
    _check(
        "exit",
        ("Do people leave for reasons that can be changed?",
         "¿Se van por motivos que se pueden cambiar?",
         "离职原因是否可以改善？"),
        ("Have HR from outside the centre hold exit interviews, and code the reasons.",
         "Que RR. HH. ajenos al centro hagan entrevistas de salida y codifiquen los motivos.",
         "由中心以外的人力资源进行离职面谈，并归类原因。"),
    ),
)  # fmt: skip

CHECKS: Final[dict[str, Check]] = {one.id: one for one in _ALL}
