// Who was told, and what hinders a message that has not gone yet.
import { Flex, Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

export interface Delivery {
  event: string;
  way: 'email' | 'webhook';
  target: string;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  error: string;
  changed_at: string;
}

const COLOUR = { sent: 'success', waiting: 'processing', failed: 'error' } as const;

export function DeliveryTags({ of }: { of: Delivery[] }) {
  const { t } = useTranslation();
  return (
    <Flex wrap gap={4}>
      {of.map(({ event, target, state, error }) => (
        <Tooltip key={`${event}${target}`} title={error}>
          <Tag color={COLOUR[state]} {...(error ? { tabIndex: 0 } : {})}>
            {target} · {t(`common:delivery.${state}`)}
          </Tag>
        </Tooltip>
      ))}
    </Flex>
  );
}
