// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

/** Lists without contents: what objects are called and whose they are, and nothing that is in them. */
public final class MetadataList {
    /** To be asked for in an Accept header. */
    public static final String LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    private MetadataList() {}
}
