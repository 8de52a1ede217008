// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: one test case for each verdict, in the form that CI servers read (the elements of Ant's and
 * Maven's reports). FAIL is a failure, INCONCLUSIVE an error, SKIPPED is skipped. JUnit's own writer would take the
 * seconds from its own clock, when everything is over; these are the seconds of the checks.
 */
final class JUnitReport implements ReportWriter {
    @Override
    public void write(Result result, OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            suite(xml, result);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void suite(XMLStreamWriter xml, Result result) throws XMLStreamException {
        List<Verdict> verdicts = result.verdicts();
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "m1onk8s-verify");
        xml.writeAttribute("timestamp", result.run().started());
        xml.writeAttribute("time", seconds(result.run().seconds()));
        xml.writeAttribute("tests", String.valueOf(verdicts.size()));
        xml.writeAttribute("failures", String.valueOf(result.count(Outcome.FAIL)));
        xml.writeAttribute("errors", String.valueOf(result.count(Outcome.INCONCLUSIVE)));
        xml.writeAttribute("skipped", String.valueOf(result.count(Outcome.SKIPPED)));
        for (Verdict verdict : verdicts) {
            testCase(xml, verdict);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, Verdict verdict) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", verdict.component());
        xml.writeAttribute("name", verdict.check());
        xml.writeAttribute("time", seconds(verdict.seconds()));
        switch (verdict.outcome()) {
            case PASS -> {}
            case SKIPPED -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", legal(verdict.reason()));
            }
            case FAIL -> problem(xml, "failure", verdict);
            case INCONCLUSIVE -> problem(xml, "error", verdict);
        }
        xml.writeEndElement();
    }

    private static void problem(XMLStreamWriter xml, String element, Verdict verdict) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("type", verdict.cause());
        xml.writeAttribute("message", legal(verdict.reason()));
        xml.writeCharacters(legal(verdict.message()));
        xml.writeEndElement();
    }

    /** A log line may hold what XML 1.0 has no way to write, such as the escape of a colour. */
    private static String legal(String text) {
        return text.codePoints()
                .map(one -> isLegal(one) ? one : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The characters of XML 1.0, section 2.2. */
    private static boolean isLegal(int one) {
        return one == '\t'
                || one == '\n'
                || one == '\r'
                || (one >= 0x20 && one <= 0xD7FF)
                || (one >= 0xE000 && one <= 0xFFFD)
                || one >= 0x10000;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
