import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.nio.file.Files;
import java.nio.file.Path;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Validates the files of a list, a line "FLAVOUR FILE" each, with veraPDF's library.
 *
 * Prints a line for each file that does not conform, with the clauses that it violates, and a count at the end.
 * Ends with 0 when all conform, 1 when one does not, 2 when one could not be judged.
 */
public final class Validate {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        int judged = 0;
        int worst = 0;
        for (String line : lines) {
            String[] parts = line.split(" ", 2);
            try {
                String violated = violated(PDFAFlavour.byFlavourId(parts[0]), new File(parts[1]));
                judged++;
                if (!violated.isEmpty()) {
                    System.out.println(line + ": violates " + violated);
                    worst = Math.max(worst, 1);
                }
            } catch (Exception failure) {
                System.out.println(line + ": could not be judged: " + failure);
                worst = 2;
            }
        }
        System.out.println(judged + " of " + lines.size() + " judgements made by veraPDF");
        System.exit(worst);
    }

    /** The clauses that a file violates, each with a place; empty for a file that conforms. */
    private static String violated(PDFAFlavour flavour, File file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            // A validator that asked nothing has not found the file sound.
            if (result.getTotalAssertions() == 0) {
                throw new IllegalStateException("nothing was checked");
            }
            Map<String, String> clauses = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = assertion.getRuleId();
                    clauses.putIfAbsent(rule.getClause() + "-" + rule.getTestNumber(), assertion.getMessage());
                }
            }
            if (!result.isCompliant() && clauses.isEmpty()) {
                return "something that it does not name";
            }
            return clauses.isEmpty() ? "" : clauses.toString();
        }
    }
}
