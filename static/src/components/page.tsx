import '@atlaskit/css-reset';
import { Component, StrictMode, type ErrorInfo, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { refuse } from '../../../src/api/results';
import { enableTheme } from '../forge/theme';
import styles from './components.module.css';
import { RefusalMessage } from './refusal-message';

class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error('The screen failed', error, info.componentStack);
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    return <RefusalMessage refusal={refuse('unexpected')} onRetry={() => this.setState({ failed: false })} />;
  }
}

/**
 * Shows a screen in `#root`: Jira's theme first, then what `prepare` makes (context, router), then the screen.
 * A failure of either is said in words.
 */
export const mount = async <T,>(prepare: () => Promise<T>, screen: (prepared: T) => ReactNode): Promise<void> => {
  const element = document.getElementById('root');
  if (element === null) throw new Error('The page has no #root');
  const root = createRoot(element);
  const show = (content: ReactNode) =>
    root.render(
      <StrictMode>
        <div className={styles.page}>
          <ErrorBoundary>{content}</ErrorBoundary>
        </div>
      </StrictMode>,
    );
  try {
    const [prepared] = await Promise.all([prepare(), enableTheme()]);
    show(screen(prepared));
  } catch (error) {
    console.error('The screen could not start', error);
    show(<RefusalMessage refusal={refuse('unexpected')} onRetry={() => void mount(prepare, screen)} />);
  }
};
