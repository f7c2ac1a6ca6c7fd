// A written contact that is offered, over whatever page is open but the desk, which lists it.
import { MessageOutlined } from '@ant-design/icons';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveWork } from '@/api/works';
import { ActionButton } from '@/components/ActionButton';
import { Clock } from '@/components/Clock';
import styles from './OfferCard.module.css';

export function OfferCard(props: { work: LiveWork; words: string; more: number }) {
  const { t } = useTranslation('written');
  const { work, words, more } = props;
  return (
    <Card className={styles.card} role="dialog" aria-label={t('offer')}>
      <Flex gap="middle" align="center">
        <MessageOutlined className={styles.sign} />
        <div className={styles.words}>
          <Typography.Text strong>{words}</Typography.Text>
          <Flex gap="small">
            <Clock since_ms={work.since_ms} />
            {more > 0 ? (
              <Typography.Text type="secondary">{t('more', { count: more })}</Typography.Text>
            ) : null}
          </Flex>
        </div>
      </Flex>
      <Flex gap="small" className={styles.buttons}>
        <ActionButton action="written.take" type="primary" text={t('button.take')} block />
        <ActionButton action="written.decline" text={t('button.decline')} />
      </Flex>
    </Card>
  );
}
