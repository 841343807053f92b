namespace Soc.Model.Incidents;

public enum Verdict
{
    Undecided = 0,
    TruePositive = 1,
    Benign = 2,
    FalsePositive = 3,
}
