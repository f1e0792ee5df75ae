# Что программа говорит сама о себе.

fault-apology = Не получилось обработать ваше сообщение. Оно не пропало: мы сохранили его и разберёмся. Можно написать ещё раз или нажать /help.
alarm-fault = ⚠️ Одно из сообщений не удалось обработать. Оно сохранено. Администратору: <b>otklik faults list</b> покажет, что случилось, <b>otklik faults retry</b> попробует ещё раз.
file-unnamed = { $kind ->
    [photo] фотография
    [video] видео
    [voice] голосовое сообщение
    [audio] звукозапись
   *[other] без названия
  }
file-not-passed = 📎 Файл «{ $name }» не передан: { $why ->
    [too-big] он слишком большой
   *[other] мессенджер его не отдал
  }.

menu-command-report = сообщить о проблеме
menu-command-status = что с моим сообщением
menu-command-reports = все мои сообщения
menu-command-now = что сейчас действует
menu-command-info = памятки: что делать
menu-command-alerts = о чём предупреждать
menu-command-places = мои места на карте
menu-command-help = помощь и телефоны
menu-command-language = сменить язык
menu-command-privacy = мои данные
menu-command-cancel = отменить начатое
