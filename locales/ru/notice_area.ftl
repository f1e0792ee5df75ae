# Оповещения: пометка на отменённом и картинка места.
notice-void = ❌ <b>ОТМЕНЕНО.</b> Это оповещение больше не действует.

picture-area = место оповещения
picture-km = { $count } км
picture-m = { $count } м
picture-outline = линия, как её прислали
picture-wrong = здесь ошибка
outline-ground-same = Площадь не изменилась: { $km2 } км².
outline-ground-changed = Площадь изменилась: была { $before } км², стала { $after } км².
