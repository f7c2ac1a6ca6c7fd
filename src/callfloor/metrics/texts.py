"""What each indicator says, in a sentence for whoever reads it: shown as its help everywhere."""

HELP: dict[str, dict[str, str]] = {
    "schedule_adherence": {
        "en": (
            "Time at work as scheduled, of all time scheduled for work; work outside the "
            "schedule never raises it."
        ),
        "es": (
            "Tiempo de trabajo según lo previsto entre todo el tiempo previsto de "
            "trabajo; lo trabajado fuera del horario nunca lo sube."
        ),
        "zh": ("按排班在岗工作的时间，占全部排定工作时间的比例；排班外的工作不会提高该值。"),
    },
    "avg_after_call_work": {
        "en": "Wrap-up time per handled contact, zeros included.",
        "es": "Tiempo de trabajo posterior por contacto atendido, ceros incluidos.",
        "zh": "每个已处理联络的事后处理时间（含为零的）。",
    },
    "avg_abandon_time": {
        "en": (
            "How long those who hung up had waited, without the short ones, per abandoned contact."
        ),
        "es": "Cuánto esperaron quienes colgaron, sin los cortos, por contacto abandonado.",
        "zh": "放弃的联络（不含短放弃）平均等待了多久。",
    },
    "cost_per_contact": {
        "en": (
            "All costs of the time, spread evenly over their days, per contact handled "
            "by an agent or by the system."
        ),
        "es": (
            "Todos los costes del periodo, repartidos por igual entre sus días, por "
            "contacto atendido por un agente o por el sistema."
        ),
        "zh": ("该时段的全部费用（按天均摊），除以由座席或系统处理的联络数。"),
    },
    "avg_handle_time": {
        "en": "Talk, hold and wrap-up together, per handled contact.",
        "es": "Conversación, retención y trabajo posterior juntos, por contacto atendido.",
        "zh": "通话、保持与事后处理之和，按每个已处理联络平均。",
    },
    "avg_hold_time": {
        "en": "Time the customer was on hold, per handled contact, also those without a hold.",
        "es": "Tiempo del cliente en retención, por contacto atendido, también sin retención.",
        "zh": "客户被保持的时间，按每个已处理联络平均（含未保持的）。",
    },
    "avg_rings": {
        "en": (
            "How often it rang for the caller before an agent or the menu answered, in "
            "whole cycles of the country’s ring."
        ),
        "es": (
            "Cuántas veces sonó para quien llama antes de que contestara un agente o el "
            "menú, en ciclos enteros del timbre del país."
        ),
        "zh": ("主叫在座席或语音菜单应答前听到的振铃次数，按所在国的振铃周期计。"),
    },
    "avg_queue_time": {
        "en": (
            "The wait of all contacts that had to wait, whatever became of them, per such contact."
        ),
        "es": (
            "Espera de todos los contactos que tuvieron que esperar, acabaran como "
            "acabaran, por contacto."
        ),
        "zh": "所有需要等待的联络（不论结果）的平均等待时间。",
    },
    "avg_speed_of_answer": {
        "en": (
            "The wait of answered contacts, from entering the queue to the answer, per "
            "answered contact."
        ),
        "es": (
            "Espera de los contactos atendidos, desde entrar en cola hasta la respuesta, "
            "por contacto atendido."
        ),
        "zh": "已接听联络从进入队列到接听的平均等待时间。",
    },
    "avg_talk_time": {
        "en": "Talk without hold, per handled contact.",
        "es": "Conversación sin retención, por contacto atendido.",
        "zh": "不含保持的通话时间，按每个已处理联络平均。",
    },
    "contacts_per_hour": {
        "en": "Contacts answered per hour logged in.",
        "es": "Contactos atendidos por hora de conexión.",
        "zh": "每在线一小时接听的联络数。",
    },
    "quality_score": {
        "en": (
            "The mean score of final evaluations, each with one vote; a failed knock-out "
            "item makes an evaluation 0."
        ),
        "es": (
            "Puntuación media de las evaluaciones definitivas, cada una con un voto; un "
            "punto eliminatorio fallado deja la evaluación en 0."
        ),
        "zh": ("最终质检评分的平均值，每次质检计一票；致命项不合格时该次得分为 0。"),
    },
    "occupancy": {
        "en": (
            "Time at work on contacts (ringing, talk, hold, wrap-up), of that and the "
            "time ready together."
        ),
        "es": (
            "Tiempo en contactos (timbre, conversación, retención, trabajo posterior) "
            "entre ese tiempo más el disponible."
        ),
        "zh": ("处理联络的时间（振铃、通话、保持、事后处理），占其与就绪时间之和的比例。"),
    },
    "abandonment_rate": {
        "en": (
            "Contacts that hung up while waiting, without the short ones, of all ended "
            "in queue without the short ones."
        ),
        "es": (
            "Contactos que colgaron esperando, sin los cortos, entre todos los "
            "terminados en cola sin los cortos."
        ),
        "zh": ("等待中挂机的联络（不含短放弃），占排队结束的全部联络（不含短放弃）的比例。"),
    },
    "attendance_rate": {
        "en": "Shifts to which the person came, of all shifts scheduled; who came late has come.",
        "es": (
            "Turnos a los que la persona acudió entre todos los previstos; quien llegó "
            "tarde, acudió."
        ),
        "zh": "实际到岗的班次，占全部排定班次的比例；迟到也算到岗。",
    },
    "blocked_rate": {
        "en": "Attempts refused at the centre’s edge, of all attempts.",
        "es": "Intentos rechazados en la entrada del centro entre todos los intentos.",
        "zh": "在入口被拒的呼叫，占全部呼叫的比例。",
    },
    "fcr": {
        "en": (
            "Contacts marked as resolved after which the customer did not come again "
            "about it within the window, of those known both ways."
        ),
        "es": (
            "Contactos marcados como resueltos tras los que el cliente no volvió por lo "
            "mismo dentro de la ventana, entre aquellos de los que se saben ambas cosas."
        ),
        "zh": (
            "标记为“已解决”且客户在窗口期内未就同一问题再次来访的联络，占两者均可判定的联络的比例。"
        ),
    },
    "queued_rate": {
        "en": "Contacts for which no agent was free at once, of all received.",
        "es": "Contactos para los que no había agente libre al instante, entre todos los recibidos.",
        "zh": "进入时无空闲座席的联络，占全部接收联络的比例。",
    },
    "transfer_rate": {
        "en": (
            "Contacts handed on by an agent, of all handled. Counted against the one who "
            "transferred."
        ),
        "es": (
            "Contactos pasados por un agente entre todos los atendidos. Cuentan para "
            "quien transfiere."
        ),
        "zh": "由座席转出的联络，占全部已处理联络的比例，计入转出者。",
    },
    "answer_rate": {
        "en": "Contacts answered, of all that were answered, abandoned or lost from a queue.",
        "es": "Contactos atendidos entre todos los atendidos, abandonados o perdidos de una cola.",
        "zh": "已接听的联络，占已接听、放弃及流出队列的全部联络的比例。",
    },
    "service_level": {
        "en": (
            "Contacts answered within the threshold, of all that were answered, "
            "abandoned or lost from a queue. The wait includes ringing."
        ),
        "es": (
            "Contactos atendidos dentro del umbral entre todos los atendidos, "
            "abandonados o perdidos de una cola. La espera incluye el timbre."
        ),
        "zh": ("在时限内接听的联络，占已接听、放弃及流出队列的全部联络的比例。等待时间含振铃。"),
    },
    "total_contacts": {
        "en": "Everything that tried to reach the centre: received and refused at its edge.",
        "es": "Todo lo que intentó llegar al centro: recibido y rechazado en la entrada.",
        "zh": "所有试图进入呼叫中心的联络：已接收的与在入口被拒的。",
    },
    "agent_turnover": {
        "en": "Agents who left the centre, per average daily head count, as a rate over a year.",
        "es": "Agentes que dejaron el centro entre la plantilla media diaria, como tasa anual.",
        "zh": "离开呼叫中心的座席数，除以日均在岗人数，折算为年率。",
    },
}
