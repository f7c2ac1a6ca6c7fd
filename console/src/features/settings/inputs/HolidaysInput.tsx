// The country, and perhaps the part of it, whose public holidays close the centre.
import { Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';

interface Holidays {
  country: string;
  subdivision?: string;
}

interface Props {
  id?: string;
  value?: Holidays | null;
  onChange?: (value: Holidays | null) => void;
}

const CODE_LENGTH = 2;

export function HolidaysInput({ id, value, onChange }: Props) {
  const { t } = useTranslation('settings');
  const { country = '', subdivision = '' } = value ?? {};
  const change = (next: Holidays) => onChange?.(next.country ? next : null);
  return (
    <Flex gap="small">
      <Input
        id={id}
        maxLength={CODE_LENGTH}
        placeholder={t('country')}
        aria-label={t('country')}
        value={country}
        onChange={(event) => change({ country: event.target.value.toUpperCase(), subdivision })}
      />
      <Input
        maxLength={6}
        placeholder={t('subdivision')}
        aria-label={t('subdivision')}
        // Unset where it may be typed in, so that a form that is closed as a whole still closes it.
        disabled={country ? undefined : true}
        value={subdivision}
        onChange={(event) => change({ country, subdivision: event.target.value.toUpperCase() })}
      />
    </Flex>
  );
}
