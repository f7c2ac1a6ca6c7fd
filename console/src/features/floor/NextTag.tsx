// What follows the contact at hand, where that was asked for.
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveAgent } from '@/api/types';

export function NextTag({ agent }: { agent: LiveAgent }) {
  const { t } = useTranslation('floor');
  if (!agent.next_state) return null;
  const text = t('then', { state: t(`common:state.${agent.next_state}`) });
  return <Tag title={text}>{text}</Tag>;
}
