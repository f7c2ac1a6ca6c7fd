// Ctrl K: finds pages, people, contacts and actions by a few letters, and does them by Enter.
import { SearchOutlined } from '@ant-design/icons';
import { Empty, Input, type InputRef, Modal, Typography } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';
import { grouped } from './grouped';
import styles from './Palette.module.css';
import { usePaletteEntries } from './usePaletteEntries';

export function Palette(props: { open: boolean; onClose: () => void }) {
  return (
    <Modal
      open={props.open}
      onCancel={props.onClose}
      footer={null}
      closable={false}
      width={620}
      destroyOnHidden
      className={styles.palette}
      styles={{ container: { padding: 0 } }}
    >
      {props.open ? <Search onDone={props.onClose} /> : null}
    </Modal>
  );
}

function Search(props: { onDone: () => void }) {
  const { t } = useTranslation('app');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const input = useRef<InputRef>(null);
  const entries = usePaletteEntries(text);
  const groups = useMemo(() => grouped(entries), [entries]);
  const flat = useMemo(() => groups.flatMap(([, list]) => list), [groups]);
  const current = flat[Math.min(chosen, flat.length - 1)];

  useEffect(() => {
    input.current?.focus();
  }, []);
  useEffect(() => {
    if (current)
      document.getElementById(`palette-${current.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const take = (action: Action | undefined) => {
    if (!action) return;
    props.onDone();
    void action.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen((before) => Math.max(0, Math.min(flat.length - 1, before + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(current);
    }
  };

  return (
    <>
      <Input
        ref={input}
        size="large"
        variant="borderless"
        className={styles.input}
        prefix={<SearchOutlined />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={current ? `palette-${current.id}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={t('palette.open')} className={styles.list}>
        {flat.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('palette.nothing')} />
        ) : null}
        {groups.map(([group, list]) => (
          <div key={group}>
            <div className={styles.group}>{t(group)}</div>
            {list.map((action) => (
              <button
                key={action.id}
                id={`palette-${action.id}`}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={action === current}
                className={action === current ? `${styles.entry} ${styles.chosen}` : styles.entry}
                onMouseMove={() => setChosen(flat.indexOf(action))}
                onClick={() => take(action)}
              >
                <span className={styles.icon}>{action.icon}</span>
                <span className={styles.label}>{t(action.label, action.labelParams ?? {})}</span>
                {action.shortcut ? (
                  <Typography.Text type="secondary">
                    {shortcutText(action.shortcut)}
                  </Typography.Text>
                ) : null}
              </button>
            ))}
          </div>
        ))}
      </div>
    </>
  );
}
