// How a way out of a node is called: a key, a case, or what its field stands for.
import { useTranslation } from 'react-i18next';

export function useWayName(): (way: string) => string {
  const { t } = useTranslation('flows');
  return (way) => {
    const [field = '', part = ''] = way.split('.');
    if (field === 'keys') return t('way.key', { key: part });
    if (field === 'cases') return t('case', { number: Number(part) + 1 });
    return t(`way.${field}`, { defaultValue: field });
  };
}
