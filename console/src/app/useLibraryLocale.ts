// The words inside Ant Design's and dayjs's own parts (calendars, tables), fetched by language.
import type { Locale } from 'antd/es/locale';
import enUS from 'antd/locale/en_US';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import type { Language } from '@/api/types';

async function fetchLocale(language: Language): Promise<Locale> {
  if (language === 'es') {
    const [antd] = await Promise.all([import('antd/locale/es_ES'), import('dayjs/locale/es')]);
    dayjs.locale('es');
    return antd.default;
  }
  if (language === 'zh-CN') {
    const [antd] = await Promise.all([import('antd/locale/zh_CN'), import('dayjs/locale/zh-cn')]);
    dayjs.locale('zh-cn');
    return antd.default;
  }
  dayjs.locale('en');
  return enUS;
}

export function useLibraryLocale(language: Language): Locale {
  const [locale, setLocale] = useState<Locale>(enUS);
  useEffect(() => {
    let current = true;
    void fetchLocale(language).then((found) => {
      if (current) setLocale(found);
    });
    return () => {
      current = false;
    };
  }, [language]);
  return locale;
}
