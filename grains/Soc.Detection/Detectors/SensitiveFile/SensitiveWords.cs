using System.Collections.Frozen;

namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>Words for passwords in the languages of Europe, folded as <see cref="FoldedName"/> does. Words that mean something else as well are left out (French "paroles" are lyrics).</summary>
internal static class SensitiveWords
{
    public static readonly FrozenSet<string> Secrets = new[]
    {
        // English
        "password", "passwords", "passwd", "passwds", "pwd", "pwds", "passphrase", "passphrases", "credential", "credentials", "creds", "secrets",
        // German, Dutch, the north
        "passwort", "passworter", "passwoerter", "kennwort", "kennworter", "kennwoerter", "zugangsdaten", "anmeldedaten",
        "wachtwoord", "wachtwoorden", "inloggegevens", "losenord", "adgangskode", "adgangskoder", "kodeord", "passord", "salasana", "salasanat",
        // Romance languages
        "motdepasse", "motsdepasse", "mdp", "contrasena", "contrasenas", "contrasenya", "contrasenyes", "credenciales", "senha", "senhas",
        "palavrapasse", "credenziali",
        // Slavic languages
        "haslo", "hasla", "heslo", "hesla", "geslo", "gesla", "lozinka", "lozinke", "пароль", "пароли", "парола", "пароля", "паролі", "лозинка",
        // Hungarian, Baltic languages, Estonian, Greek, Turkish
        "jelszo", "jelszavak", "slaptazodis", "slaptazodziai", "paroolid", "κωδικοι", "κωδικοί", "sifre", "sifreler",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SecretLookup = Secrets.GetAlternateLookup<ReadOnlySpan<char>>();

    public static readonly string[] Phrases = [" mot de passe ", " mots de passe ", " palavra passe ", " palavras passe ", " parola d ordine "];

    /// <summary>What is written together with one of the words without changing what is meant.</summary>
    public static readonly string[] Suffixes = ["list", "liste", "lists", "listen", "lijst", "file", "datei", "safe", "tresor", "backup", "export", "db", "admin", "ubersicht", "uebersicht"];

    public static readonly string[] Prefixes = ["admin", "root", "wifi", "wlan", "vpn", "my", "master", "domain", "user", "server"];

    /// <summary>Beside one of the words they say that the file is about how to treat passwords.</summary>
    public static readonly FrozenSet<string> Rules = new[]
    {
        "policy", "policies", "guide", "guideline", "guidelines", "howto", "intro", "introduction", "training", "template", "reset", "requirements", "awareness", "manual", "poster", "faq",
        "richtlinie", "richtlinien", "anleitung", "schulung", "vorlage", "leitfaden", "handbuch", "merkblatt", "regeln", "andern", "aendern", "zurucksetzen",
        "politique", "formation", "modele", "politica", "guia", "guida", "plantilla", "beleid", "handleiding",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> RulesLookup = Rules.GetAlternateLookup<ReadOnlySpan<char>>();
}
