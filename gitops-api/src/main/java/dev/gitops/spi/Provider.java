package dev.gitops.spi;

import dev.gitops.api.Extension;

/** What every provider tells of itself. Providers are stateless and cheap to make; {@link java.util.ServiceLoader} makes them. */
public interface Provider extends Extension {

    /** {@return the word that selects this provider in the inventory, as in {@code kustomize} or {@code argocd}} */
    String kind();

    /**
     * The JSON Schema (draft 2020-12) of what stands under this provider's key in the inventory, as a JSON text; it becomes a part of the inventory's published schema, and the loader checks with it.
     *
     * <p>A delivery or a store may be given as a word alone where its schema accepts null or {@code {}}; {@code {"type": "null"}} says that it has no options.
     *
     * <p>The loader knows these keywords: {@code type} (a word or a list), {@code enum}, {@code const}, {@code pattern}, {@code minLength}, {@code maxLength} (1024 where it is left out),
     * {@code minimum}, {@code maximum}, {@code properties}, {@code required}, {@code dependentRequired}, {@code propertyNames}, {@code additionalProperties}, {@code minProperties},
     * {@code maxProperties}, {@code items}, {@code minItems}, {@code maxItems}, {@code uniqueItems}, {@code oneOf}, {@code anyOf}, {@code not}, {@code title} (what the value is, for messages: "a path"),
     * {@code description}, {@code default} and {@code examples}. Every other keyword is an error, {@code $ref} among them, since the schema is put into another.
     *
     * <p>Texts are strict: hidden and control characters, quotes, backslashes, {@code $(}, <code>${</code>, {@code ../}, a leading hyphen, braces, passwords and more than 1024 characters are
     * refused. Keywords of our own say more:
     * <ul>
     *   <li>{@code "x-path": true}: a path inside the repository, relative, without {@code ..} and {@code .git};
     *   <li>{@code "x-placeholders": true}: {@code {app}} and {@code {environment}} are filled by {@link Target#fill(String)}; a list of names allows only these;
     *   <li>{@code "x-format"}: one of {@code text} (quotes and braces are allowed), {@code plain} (the default), {@code label} (DNS-1123), {@code path}, {@code branch}, {@code web}
     *       (an http or https URL), {@code webpath}, {@code repository} (of Git), {@code image} (without tag), {@code duration}, {@code zone}, {@code person}, {@code channel}, {@code context},
     *       {@code credential}, {@code folder}, {@code agent}, {@code field} (as in {@code Deployment.spec.replicas}), {@code moment}.
     * </ul>
     *
     * @return the schema; {@code {}} accepts anything
     */
    String schema();
}
