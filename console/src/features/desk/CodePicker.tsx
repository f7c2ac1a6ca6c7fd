// One or several wrap-up codes: favourites and recent ones at hand, all the others by search.
import { StarFilled, StarOutlined } from '@ant-design/icons';
import { Button, Flex, TreeSelect, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useStore } from '@/frame/store';
import { useDesk } from '@/live/useOwn';
import {
  type CodeNode,
  choosable,
  codeMemory,
  FEW_CODES,
  marked,
  quickOf,
  remember,
  treeOf,
  type WrapUpCode,
} from './codes';
import styles from './WrapUpCard.module.css';

const MOST = 10;

interface Props {
  queueId: string;
  id?: string;
  value?: string[];
  onChange?: (codes: string[]) => void;
}

export function CodePicker({ queueId, id, value = [], onChange }: Props) {
  const { t } = useTranslation('desk');
  const { language } = usePreferences();
  const { data: desk } = useDesk();
  const remembered = useStore(codeMemory);
  const all = desk?.wrap_up_codes ?? [];
  const offered = choosable(all, queueId);
  const nameOf = (code: WrapUpCode) => nameIn(code.name, language) || code.id;
  const isTree = offered.length > FEW_CODES;
  const toggle = (code: string) =>
    onChange?.(
      value.includes(code) ? value.filter((one) => one !== code) : [...value, code].slice(0, MOST),
    );
  return (
    <Flex vertical gap="small" id={id}>
      <div className={styles.codes}>
        {quickOf(offered, remembered).map((code) => {
          const place = value.indexOf(code.id);
          return (
            <Button
              key={code.id}
              aria-pressed={place >= 0}
              type={place >= 0 ? 'primary' : 'default'}
              ghost={place > 0}
              onClick={() => toggle(code.id)}
            >
              {nameOf(code)}
            </Button>
          );
        })}
      </div>
      {isTree ? (
        <TreeSelect<string[], CodeNode>
          multiple
          allowClear
          value={value}
          onChange={(codes) => onChange?.(codes.slice(0, MOST))}
          treeData={treeOf(all, queueId, nameOf)}
          showSearch={{ treeNodeFilterProp: 'title' }}
          treeDefaultExpandAll
          placeholder={t('wrapUp.find')}
          aria-label={t('wrapUp.find')}
          treeTitleRender={(node) => (
            <Flex justify="space-between" gap="small">
              <span>{node.title}</span>
              {node.selectable ? <Star code={node.value} /> : null}
            </Flex>
          )}
        />
      ) : null}
      {value.length > 1 ? (
        <Typography.Text type="secondary">
          {t('wrapUp.firstCounts', {
            code: nameIn(all.find((one) => one.id === value[0])?.name, language) || value[0],
          })}
        </Typography.Text>
      ) : null}
    </Flex>
  );
}

function Star({ code }: { code: string }) {
  const { t } = useTranslation('desk');
  const { favourites } = useStore(codeMemory);
  const isMarked = favourites.includes(code);
  const label = t(isMarked ? 'wrapUp.unmark' : 'wrapUp.mark');
  return (
    <Button
      type="text"
      size="small"
      tabIndex={-1}
      aria-label={label}
      title={label}
      icon={isMarked ? <StarFilled /> : <StarOutlined />}
      onClick={(event) => {
        event.stopPropagation();
        remember((before) => marked(before, code));
      }}
    />
  );
}
