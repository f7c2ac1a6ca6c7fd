// Whether an alert is open, well again without an action told, or closed.
import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AlertRow } from './requests';

const COLOURS: Record<string, string> = { open: 'error', well: 'warning', closed: 'default' };

export function StateTag({ of }: { of: AlertRow }) {
  const { t } = useTranslation('alerts');
  const state = of.state === 'open' && of.acted_at ? 'acted' : of.state;
  return (
    <Tooltip title={t(`state_help.${state}`)}>
      <Tag color={COLOURS[state] ?? 'processing'}>{t(`states.${state}`)}</Tag>
    </Tooltip>
  );
}
