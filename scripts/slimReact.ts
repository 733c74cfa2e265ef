import type { Plugin } from 'vite';
import { type Absent, leaveOut } from './leaveOut.ts';

/**
 * What React DOM has for pages unlike this one, by feature. React gives each kind of what it renders a
 * number. A component or hook that is used nevertheless fails at once; for what would only do nothing,
 * such as an event, there is a test.
 */
const features: Readonly<Record<string, Partial<Absent>>> = {
  // A page that comes from a server as HTML, and events that come before its script.
  hydration: {
    tags: [18],
    variables: { isHydrating: '!1' },
    properties: { isDehydrated: '!1', dehydrated: 'null' },
    functions: {
      popHydrationState: '!1',
      resetHydrationState: 'void 0',
      upgradeHydrationErrorsToRecoverable: 'null',
      queueIfContinuousEvent: '!1',
      clearIfContinuousEvent: 'void 0',
      updateDehydratedSuspenseComponent: 'null',
      commitSuspenseHydrationCallbacks: 'void 0',
      retryDehydratedSuspenseBoundary: 'void 0',
    },
    names: ['exports.hydrateRoot', 'ReactDOMHydrationRoot.prototype'],
  },
  'view transitions': {
    tags: [30],
    variables: {
      shouldStartViewTransition: '!1',
      viewTransitionMutationContext: '!1',
      pendingViewTransition: 'null',
      pendingViewTransitionEvents: 'null',
      pendingTransitionTypes: 'null',
    },
    functions: {
      trackEnterViewTransitions: 'void 0',
      commitExitViewTransitions: 'void 0',
      commitNestedViewTransitions: 'void 0',
      restoreNestedViewTransitions: 'void 0',
      restoreEnterOrExitViewTransitions: 'void 0',
      accumulateSuspenseyCommitOnFiber: 'void 0',
      waitForCommitToBeReady: 'null',
      queueTransitionTypes: 'void 0',
      claimQueuedTransitionTypes: 'null',
      preloadInstanceAndSuspendIfNeeded: 'void 0',
    },
    names: ['REACT_VIEW_TRANSITION_TYPE'],
  },
  // Refs of fragments.
  fragments: {
    functions: {
      commitNewChildToFragmentInstances: 'void 0',
      commitFragmentInstanceInsertionEffects: 'void 0',
      commitFragmentInstanceDeletionEffects: 'void 0',
      addFragmentHandleToFiber: 'void 0',
      isFragmentInstanceParent: '!1',
      FragmentInstance: 'void 0',
    },
    names: ['FragmentInstance.prototype'],
  },
  // What is rendered into the document's head, the page's own frame, and preloading.
  documents: {
    tags: [26, 27],
    functions: {
      isHostHoistableType: '!1',
      prefetchDNS: 'void 0',
      preconnect: 'void 0',
      preload: 'void 0',
      preloadModule: 'void 0',
      preinitStyle: 'void 0',
      preinitScript: 'void 0',
      preinitModuleScript: 'void 0',
    },
  },
  // Forms whose action is a function.
  actions: {
    functions: {
      startHostTransition: 'void 0',
      requestFormReset$1: 'void 0',
      recursivelyResetForms: 'void 0',
      defaultOnDefaultTransitionIndicator: 'void 0',
    },
    names: ['useHostTransitionStatus', 'useFormState', 'useActionState', 'useOptimistic'],
  },
  'custom elements': { functions: { isCustomElement: '!1' } },
  // onSelect, onBeforeInput, onCompositionStart and the like.
  events: {
    functions: {
      constructSelectEvent: 'void 0',
      getNativeBeforeInputChars: 'null',
      getFallbackBeforeInputChars: 'null',
    },
  },
  'other components': {
    tags: [12, 19, 21, 23, 31],
    names: [
      'REACT_ACTIVITY_TYPE',
      'REACT_LEGACY_HIDDEN_TYPE',
      'REACT_PROFILER_TYPE',
      'REACT_SUSPENSE_LIST_TYPE',
    ],
  },
  'other hooks': {
    names: [
      'useMemoCache',
      'useCacheRefresh',
      'useEffectEvent',
      'useTransition',
      'useDeferredValue',
      'useInsertionEffect',
      'useImperativeHandle',
    ],
  },
  // What only the scheduler of React's own tests has.
  'scheduler for tests': {
    variables: { log$1: 'null', unstable_setDisableYieldValue: 'null' },
  },
  // Which components an error came through: production tells nobody.
  'component stacks': { functions: { getStackByFiberInDevAndProd: '""' } },
};

const parts = Object.values(features);
const absent: Absent = {
  tags: parts.flatMap(({ tags = [] }) => tags),
  variables: Object.assign({}, ...parts.map(({ variables }) => variables)),
  properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
  functions: Object.assign({}, ...parts.map(({ functions }) => functions)),
  names: parts.flatMap(({ names = [] }) => names),
};

/**
 * Takes out of React DOM's production build what the page does not use: a third, once it is minified.
 * @throws {Error} if it is another version, in which that is called otherwise
 */
export function slimReactDom(code: string): string {
  return leaveOut(code, absent);
}

/** Lets the build have the slimmer React DOM; development and component tests have the whole. */
export function slimReact(): Plugin {
  return {
    name: 'slim-react',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]react-dom-client\.production\.js$/ },
      handler: slimReactDom,
    },
  };
}
