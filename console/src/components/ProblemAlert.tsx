// Shows an error in its place: what happened, what to do, and an id to copy.
import { Alert, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { problemText } from './problemText';

export function ProblemAlert(props: { error: unknown; retry?: () => unknown }) {
  const { t } = useTranslation('problem');
  if (!props.error) return null;
  const { title, detail, id } = problemText(props.error, t);
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={
        <Flex vertical gap={4}>
          {detail && detail !== title ? <span>{detail}</span> : null}
          {id ? (
            <Typography.Text type="secondary" copyable={{ text: id }}>
              {t('id', { id })}
            </Typography.Text>
          ) : null}
        </Flex>
      }
      action={
        props.retry ? (
          <Button size="small" onClick={() => void props.retry?.()}>
            {t('common:retry')}
          </Button>
        ) : undefined
      }
    />
  );
}
