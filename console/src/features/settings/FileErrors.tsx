// What is wrong with a file, each with its line.
import { Alert, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FieldError } from '@/api/problem';
import { fieldText } from '@/components/fieldText';
import { lineOf } from './fileErrors';

export function FileErrors({ errors, yaml }: { errors: FieldError[]; yaml: string }) {
  const { t } = useTranslation('settings');
  return (
    <Alert
      type="error"
      showIcon
      title={t('file.errors', { count: errors.length })}
      description={
        <Table<FieldError>
          rowKey={(error) => `${error.line}:${error.column}:${error.message}`}
          size="small"
          pagination={false}
          dataSource={errors}
          columns={[
            {
              title: t('file.line'),
              width: 90,
              render: (_, { line, column }) =>
                line ? `${line}${column ? `:${column}` : ''}` : '–',
            },
            {
              title: t('file.what'),
              render: (_, error) => {
                const words = fieldText(error, t);
                return error.field ? `${error.field}: ${words}` : words;
              },
            },
            {
              title: t('file.reads'),
              render: (_, { line }) => <code>{lineOf(yaml, line)}</code>,
            },
          ]}
        />
      }
    />
  );
}
