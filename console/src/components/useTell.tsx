// Short messages after an action: done, or what went wrong.
import { App, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from './problemText';

export function useTell() {
  const { notification, message } = App.useApp();
  const { t } = useTranslation('problem');
  return useMemo(
    () => ({
      success: (text: string) => void message.success(text),
      warning: (text: string) => void message.warning({ content: text, duration: 8 }),
      problem: (error: unknown) => {
        const { title, detail, id } = problemText(error, t);
        notification.error({
          title,
          description: (
            <>
              {detail && detail !== title ? <div>{detail}</div> : null}
              {id ? (
                <Typography.Text type="secondary" copyable={{ text: id }}>
                  {t('id', { id })}
                </Typography.Text>
              ) : null}
            </>
          ),
        });
      },
    }),
    [message, notification, t],
  );
}
