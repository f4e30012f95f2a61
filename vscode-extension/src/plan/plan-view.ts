import * as vscode from 'vscode';
import type { PlanModel } from './plan-model.ts';
import { type Mark, type PlanNode, planNodes } from './plan-nodes.ts';

/** The compiled plan as a native tree: what is written leads to its line, and what the last commit had otherwise is marked. */
export function planView(model: PlanModel): readonly vscode.Disposable[] {
  const provider = new PlanTree(model);
  const view = vscode.window.createTreeView('tsk.plan', { treeDataProvider: provider, showCollapseAll: true });
  const describe = (): void => {
    const { current } = model;
    const errors = current?.answer.errors ?? 0;
    const name = current?.document.uri.path.split('/').at(-2);
    if (name === undefined) delete view.description;
    else view.description = name;
    if (errors === 0) delete view.message;
    else if (errors === 1) view.message = vscode.l10n.t('The configuration has an error: this plan is a guess.');
    else view.message = vscode.l10n.t('The configuration has {0} errors: this plan is a guess.', errors);
  };
  return [view, provider, model.onDidChange(describe)];
}

class PlanTree implements vscode.TreeDataProvider<PlanNode> {
  readonly #model: PlanModel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #listener: vscode.Disposable;

  constructor(model: PlanModel) {
    this.#model = model;
    this.#listener = model.onDidChange(() => this.#changed.fire(undefined));
  }

  get onDidChangeTreeData(): vscode.Event<undefined> {
    return this.#changed.event;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  getChildren(node?: PlanNode): readonly PlanNode[] & PlanNode[] {
    if (node !== undefined) return [...node.children];
    const { current } = this.#model;
    return current === undefined ? [] : [...planNodes(current.answer.plan, current.committed)];
  }

  getTreeItem(node: PlanNode): vscode.TreeItem {
    const { label, pointer, children, mark } = node;
    const state =
      children.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed;
    const item = new vscode.TreeItem(label, state);
    // What was there before keeps its state when values change.
    item.id = `${mark === 'removed' ? 'removed' : ''}${pointer}`;
    const isWritten = mark !== 'removed' && this.#placeOf(pointer) !== undefined;
    item.contextValue = isWritten ? 'written' : 'default';
    item.description = describe(node, isWritten);
    item.tooltip = new vscode.MarkdownString(tooltip(node, isWritten));
    const icon = iconOf(node);
    if (icon !== undefined) item.iconPath = icon;
    if (isWritten && children.length === 0) {
      item.command = { title: vscode.l10n.t('Reveal in Text'), command: 'tsk.revealPlanSource', arguments: [node] };
    }
    item.accessibilityInformation = { label: `${label} ${describe(node, isWritten)}` };
    return item;
  }

  #placeOf(pointer: string): unknown {
    return this.#model.current?.answer.places[pointer];
  }
}

function describe({ shown, mark, before, children }: PlanNode, isWritten: boolean): string {
  const parts = [
    shown,
    before === undefined ? undefined : vscode.l10n.t('was {0}', before),
    mark === 'added' ? vscode.l10n.t('new') : mark === 'removed' ? vscode.l10n.t('removed') : undefined,
    isWritten || children.length > 0 || mark === 'removed' ? undefined : vscode.l10n.t('default'),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function tooltip({ pointer, shown, before, mark, children }: PlanNode, isWritten: boolean): string {
  const path = pointer.slice(1).replaceAll('/', '.');
  const lines = [`\`${path}\`${shown === '' ? '' : ` = \`${shown}\``}`];
  if (before !== undefined) lines.push(vscode.l10n.t('In the last commit: {0}', `\`${before}\``));
  if (mark === 'added') lines.push(vscode.l10n.t('Not in the last commit.'));
  if (mark === 'removed') lines.push(vscode.l10n.t('Only in the last commit.'));
  if (!isWritten && mark !== 'removed' && children.length === 0) {
    lines.push(vscode.l10n.t('Not written: this is the default.'));
  }
  return lines.join('\n\n');
}

const icons: Readonly<Record<Mark, readonly [icon: string, colour: string]>> = {
  added: ['diff-added', 'gitDecoration.addedResourceForeground'],
  changed: ['diff-modified', 'gitDecoration.modifiedResourceForeground'],
  removed: ['diff-removed', 'gitDecoration.deletedResourceForeground'],
};

function iconOf({ mark, children }: PlanNode): vscode.ThemeIcon | undefined {
  if (mark === undefined) return children.length > 0 ? new vscode.ThemeIcon('symbol-namespace') : undefined;
  const [icon, colour] = icons[mark];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}
