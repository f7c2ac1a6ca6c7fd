// The editor of one flow: the canvas, the tools above it, and at the side what is chosen.
import { ReactFlowProvider } from '@xyflow/react';
import { Badge, Tabs } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useLeaveGuard } from '@/components/useLeaveGuard';
import { useTell } from '@/components/useTell';
import { useMay } from '@/frame/session';
import { arranged, placed, WIDTH } from './arrange';
import { FlowCanvas } from './FlowCanvas';
import { FlowSettings } from './FlowSettings';
import { FlowTools } from './FlowTools';
import styles from './flows.module.css';
import { add, bodyOf, type FlowBody, type Node } from './model';
import { NodeForm } from './NodeForm';
import { ProblemList } from './ProblemList';
import { type Draft, useDropDraft, useProblems, usePublish, useSaveDraft } from './requests';
import { TryOut } from './TryOut';
import { useFlowEditor } from './useFlowEditor';
import { VersionList } from './VersionList';

const GAP = 110;

/** Where a new node stands: right of the chosen one, else below everything. */
function placeFor(flow: FlowBody, selected: string): [number, number] {
  const beside = flow.layout[selected];
  if (beside) return [beside[0] + WIDTH + GAP, beside[1]];
  const lowest = Math.max(0, ...Object.values(flow.layout).map(([, y]) => y + 180));
  return [0, lowest];
}

export function FlowEditor({ name, draft }: { name: string; draft: Draft }) {
  const { t } = useTranslation('flows');
  const tell = useTell();
  const navigate = useNavigate();
  const mayChange = useMay('settings.change');
  const editor = useFlowEditor(bodyOf(draft.body), draft.revision);
  const [based, setBased] = useState(draft.based_on);
  const [selected, setSelected] = useState('');
  const [tab, setTab] = useState('form');
  const [fits, setFits] = useState(0);
  const checked = useProblems(editor.flow);
  const save = useSaveDraft(name);
  const drop = useDropDraft(name);
  const publishing = usePublish(name);
  const { flow, edit } = editor;
  const problems = checked.data?.problems ?? draft.problems;
  const errors = problems.filter(({ is_warning }) => !is_warning).length;
  useLeaveGuard(editor.isDirty);

  const select = useCallback((node: string) => setSelected(node), []);
  const show = (node: string) => {
    setSelected(node);
    setTab('form');
  };
  const saved = async (): Promise<number> => {
    const sent = editor.flow;
    const answer = await save.mutateAsync({ body: sent, revision: editor.revision });
    editor.wasSaved(sent, answer.revision);
    return answer.revision;
  };
  const onSave = () =>
    saved()
      .then(() => tell.success(t('draft_saved')))
      .catch(tell.problem);
  const onPublish = async () => {
    try {
      const needsDraft = editor.isDirty || editor.revision === 0;
      const revision = needsDraft ? await saved() : editor.revision;
      const { version } = await publishing.mutateAsync(revision);
      editor.wasSaved(editor.flow, 0);
      setBased(version);
      tell.success(t('published', { version }));
    } catch (error) {
      tell.problem(error);
      setTab('problems');
    }
  };
  const onDrop = () =>
    drop
      .mutateAsync()
      .then(() => navigate('/settings/flows'))
      .catch(tell.problem);
  const onAdd = (kind: string) => {
    const grown = add(flow, kind, placeFor(flow, selected), selected);
    edit(grown.flow);
    show(grown.name);
  };
  const onArrange = () => {
    edit({ ...flow, layout: arranged(flow) });
    setFits(fits + 1);
  };
  const about = { flow, mayChange, edit };
  const ofNode = problems.filter(({ node }) => node === selected);
  const node: Node | undefined = flow.nodes[selected];
  return (
    <ReactFlowProvider>
      <div className={styles.page}>
        <FlowTools
          name={name}
          editor={editor}
          errors={errors}
          mayChange={mayChange}
          isBusy={save.isPending || publishing.isPending}
          onAdd={onAdd}
          onArrange={onArrange}
          onSave={onSave}
          onPublish={() => void onPublish()}
          onDrop={onDrop}
        />
        <div className={styles.work}>
          <div className={styles.board}>
            <FlowCanvas
              {...about}
              selected={selected}
              problems={problems}
              fits={fits}
              select={select}
            />
          </div>
          <Tabs
            className={styles.side ?? ''}
            activeKey={tab}
            onChange={setTab}
            items={[
              {
                key: 'form',
                label: t(node ? 'tab.node' : 'tab.flow'),
                children: node ? (
                  <NodeForm {...about} name={selected} problems={ofNode} select={select} />
                ) : (
                  <FlowSettings {...about} name={name} />
                ),
              },
              {
                key: 'problems',
                label: (
                  <Badge size="small" count={errors} offset={[8, 0]}>
                    {t('tab.problems')}
                  </Badge>
                ),
                children: <ProblemList problems={problems} select={show} />,
              },
              { key: 'try', label: t('tab.try'), children: <TryOut flow={flow} show={select} /> },
              {
                key: 'versions',
                label: t('tab.versions'),
                children: (
                  <VersionList
                    name={name}
                    flow={flow}
                    based={based}
                    mayChange={mayChange}
                    take={(body) => {
                      edit(placed(body));
                      setFits(fits + 1);
                    }}
                  />
                ),
              },
            ]}
          />
        </div>
      </div>
    </ReactFlowProvider>
  );
}
