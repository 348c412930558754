package dev.sluice.testkit.ec2;

import java.io.StringWriter;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import software.amazon.awssdk.core.SdkPojo;

import dev.sluice.testkit.ec2.LoopbackServer.Answer;

/** The envelopes of AWS' query protocol around results and errors. */
final class QueryAnswers {

    private static final String NAMESPACE = "http://autoscaling.amazonaws.com/doc/2011-01-01/";

    private interface Body {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private QueryAnswers() {}

    static Answer result(String operation, SdkPojo response) {
        return new Answer(200, document(operation + "Response", xml -> {
            xml.writeStartElement(operation + "Result");
            QueryFields.write(response, xml);
            xml.writeEndElement();
            xml.writeStartElement("ResponseMetadata");
            element(xml, "RequestId", UUID.randomUUID().toString());
            xml.writeEndElement();
        }));
    }

    static Answer error(int status, String code, String message) {
        return new Answer(status, document("ErrorResponse", xml -> {
            xml.writeStartElement("Error");
            element(xml, "Type", status < 500 ? "Sender" : "Receiver");
            element(xml, "Code", code);
            element(xml, "Message", message);
            xml.writeEndElement();
            element(xml, "RequestId", UUID.randomUUID().toString());
        }));
    }

    private static String document(String root, Body body) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(NAMESPACE);
            body.write(xml);
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
