// Which columns the list shows.
import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './chooser.module.css';
import { COLUMN_IDS, type ColumnId } from './columns';

interface Props {
  shown: ColumnId[];
  onChange: (shown: ColumnId[]) => void;
}

export function ColumnChooser({ shown, onChange }: Props) {
  const { t } = useTranslation('contacts');
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('columns')}
      content={
        <Checkbox.Group<ColumnId>
          className={styles.list}
          value={shown}
          onChange={(ids) => ids.length > 0 && onChange(ids)}
          options={COLUMN_IDS.map((id) => ({ value: id, label: t(`column.${id}`) }))}
        />
      }
    >
      <Button icon={<SettingOutlined />}>{t('columns')}</Button>
    </Popover>
  );
}
