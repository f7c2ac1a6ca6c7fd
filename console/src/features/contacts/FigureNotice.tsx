// Says that only the contacts behind a figure are listed, which of them, and leads back to all.
import { Alert, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDefinitions } from '@/api/definitions';
import { useNameLists } from '@/api/names';
import styles from './contacts.module.css';
import { type ContactFilters, type FigurePart, PARTS, withoutFigure } from './filters';

interface Props {
  filters: ContactFilters;
  onChange: (filters: ContactFilters) => void;
}

export function FigureNotice({ filters, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const figure = useDefinitions().name(filters.figure ?? '');
  const place = usePlace()(filters);
  return (
    <Alert
      type="info"
      showIcon
      className={styles.filters}
      title={place ? t('behind_of', { figure, place }) : t('behind', { figure })}
      action={
        <Segmented<FigurePart>
          size="small"
          value={filters.part ?? 'all'}
          options={PARTS.map((value) => ({ value, label: t(`behind_part.${value}`) }))}
          onChange={(part) => onChange({ ...filters, part })}
        />
      }
      closable={{ 'aria-label': t('behind_off'), onClose: () => onChange(withoutFigure(filters)) }}
    />
  );
}

function usePlace(): (filters: ContactFilters) => string {
  const names = useNameLists();
  return ({ grain, key = '' }) => {
    if (grain === 'queue') return names?.queues[key] ?? key;
    if (grain === 'agent') return names?.agents[key] ?? key;
    if (grain === 'team') return names?.teams[key] ?? key;
    return key;
  };
}
