// An agent's state as a word with a colour (never the colour alone).
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AgentState } from '@/api/types';
import { STATE_COLOURS } from '@/theme';

export function StateTag(props: { state: AgentState; reason?: string }) {
  const { t } = useTranslation('common');
  const word = t(`state.${props.state}`);
  return (
    <Tag color={STATE_COLOURS[props.state]} variant="solid">
      {props.reason ? `${word} · ${props.reason}` : word}
    </Tag>
  );
}
