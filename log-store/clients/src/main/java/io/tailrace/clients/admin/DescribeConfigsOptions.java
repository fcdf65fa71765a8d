package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out describeConfigs. <b>Threads:</b> one. */
public class DescribeConfigsOptions extends AbstractOptions<DescribeConfigsOptions> {
    private boolean includeSynonyms = false;
    private boolean includeDocumentation = false;

    /** Include where a value comes from. */
    public DescribeConfigsOptions includeSynonyms(boolean includeSynonyms) {
        this.includeSynonyms = includeSynonyms;
        return this;
    }

    public boolean includeSynonyms() {
        return includeSynonyms;
    }

    /** Include what a key means. */
    public DescribeConfigsOptions includeDocumentation(boolean includeDocumentation) {
        this.includeDocumentation = includeDocumentation;
        return this;
    }

    public boolean includeDocumentation() {
        return includeDocumentation;
    }
}
