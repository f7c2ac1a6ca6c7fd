// Skills that a lead has moved for a while: which, until when, by whom and why.
import { SwapOutlined } from '@ant-design/icons';
import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveAgent } from '@/api/types';
import { useMovedText } from '@/live/useMovedText';

export function MovedTag({ agent }: { agent: LiveAgent }) {
  const { t } = useTranslation('floor');
  const moved = useMovedText(agent.moved);
  if (!moved) return null;
  return (
    <Tooltip title={`${moved.what} ${moved.who}`}>
      <Tag icon={<SwapOutlined />} color="purple">
        {t('moved_until', { at: moved.until })}
      </Tag>
    </Tooltip>
  );
}
