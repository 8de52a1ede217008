// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Result;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;

/** {@code verdicts.json}: all that is known of a run, for programs. */
final class JsonReport implements ReportWriter {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public void write(Result result, OutputStream out) throws IOException {
        out.write(JSON.writeValueAsBytes(result));
    }
}
