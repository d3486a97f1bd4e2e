import styles from './components.module.css';

/** The page's heading for who hears the page; Jira's own frame shows the same words above it. */
export const SpokenTitle = ({ children }: { children: string }) => <h1 className={styles.spoken}>{children}</h1>;
