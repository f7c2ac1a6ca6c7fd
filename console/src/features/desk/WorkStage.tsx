// Where a written contact at hand stands, with its clock.
import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveWork } from '@/api/works';
import { Clock } from '@/components/Clock';

const COLOURS = { offered: 'warning', open: 'processing', wrap_up: 'cyan' } as const;

export function WorkStage({ work }: { work: LiveWork }) {
  const { t } = useTranslation('written');
  const { stage, since_ms, limit_ms } = work;
  return (
    <Flex gap="small" align="center">
      <Tag color={COLOURS[stage]}>{t(`stageIs.${stage}`)}</Tag>
      {limit_ms === null ? <Clock since_ms={since_ms} /> : <Clock until_ms={since_ms + limit_ms} />}
    </Flex>
  );
}
