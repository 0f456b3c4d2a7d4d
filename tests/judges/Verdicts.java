// Asks veraPDF about PDF files, all in one run of Java: java -cp CLASSPATH Verdicts.java LIST
// A line of LIST is a flavour (2a, 3a, ua1), a tab, and a file. A line of the answer is the flavour,
// the file, pass or fail or error, and what was violated (clause-test, between blanks) or went wrong.
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

class Verdicts {
    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] asked = line.split("\t", 2);
            System.out.println(line + "\t" + verdict(PDFAFlavour.byFlavourId(asked[0]), Path.of(asked[1])));
        }
        System.out.flush();
        System.exit(0);
    }

    private static String verdict(PDFAFlavour flavour, Path file) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file.toFile(), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> violated = new TreeSet<>();
            for (TestAssertion a : result.getTestAssertions())
                if (a.getStatus() == TestAssertion.Status.FAILED)
                    violated.add(a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber());
            return (result.isCompliant() ? "pass" : "fail") + "\t" + String.join(" ", violated);
        } catch (Exception | StackOverflowError e) {
            return "error\t" + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }
}
