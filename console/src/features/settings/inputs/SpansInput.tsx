// Opening hours of one day as spans: typed as 09:00-18:00, several where the day is split.
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { spanOf } from './spans';

interface Props {
  id?: string;
  label?: string;
  value?: string[];
  onChange?: (value: string[]) => void;
}

export function SpansInput({ id, label, value = [], onChange }: Props) {
  const { t } = useTranslation('settings');
  return (
    <Select
      id={id}
      mode="tags"
      open={false}
      suffixIcon={null}
      aria-label={label}
      placeholder={t('closed')}
      tokenSeparators={[',', ' ']}
      value={value}
      onChange={(written: string[]) =>
        onChange?.(
          [...new Set(written.map((text) => spanOf(text) ?? text))].sort((a, b) =>
            a < b ? -1 : 1,
          ),
        )
      }
    />
  );
}
